import { bare, type Edit, memberOf, type Node, type Path } from './edit.js';

/** The names that a file has for what it imports from the library. */
export class Library {
  readonly #edit: Edit;
  /** What it is imported from. */
  readonly #sources: readonly string[];
  /** The library's names by those of the file. */
  readonly #names = new Map<string, string>();
  /** Names that stand for the whole library. */
  readonly #whole = new Set<string>();
  /** The statements that import it. */
  readonly imports: readonly Path[];

  constructor(edit: Edit, ...sources: readonly string[]) {
    this.#edit = edit;
    this.#sources = sources;
    this.imports = [...this.#declarations(), ...this.#requires()];
  }

  /** The library's name for what a callee or a type means, such as `CognitoUser`. */
  nameOf(node: Node | null | undefined): string | undefined {
    const { j } = this.#edit;
    if (!node) return undefined;
    if (j.Identifier.check(node)) return this.#names.get(node.name);
    const isQualified = j.TSQualifiedName.check(node) && j.Identifier.check(node.left);
    if (isQualified && j.Identifier.check(node.right))
      return j.Identifier.check(node.left) && this.#whole.has(node.left.name) ? node.right.name : undefined;
    const member = memberOf(node, j);
    const object = member && bare(member.object, j);
    return member && j.Identifier.check(object) && this.#whole.has(object.name) ? member.name : undefined;
  }

  /** Whether the node stands for all of the library. */
  isWhole(node: Node): boolean {
    return this.#edit.j.Identifier.check(node) && this.#whole.has(node.name);
  }

  #declarations(): Path[] {
    const { j, root } = this.#edit;
    const found = root
      .find(j.ImportDeclaration)
      .paths()
      .filter(({ node }) => this.#sources.includes(String(node.source.value)));
    for (const { node } of found)
      for (const specifier of node.specifiers ?? []) {
        const local = String(specifier.local?.name ?? '');
        if (j.ImportSpecifier.check(specifier))
          this.#names.set(local || String(specifier.imported.name), String(specifier.imported.name));
        else this.#whole.add(local);
      }
    return found;
  }

  #requires(): Path[] {
    const { j, root } = this.#edit;
    const found = root
      .find(j.VariableDeclarator)
      .paths()
      .filter(({ node }) => {
        const { init } = node;
        const isRequire = j.CallExpression.check(init) && j.Identifier.check(init.callee);
        if (!isRequire || (init.callee as { name?: string }).name !== 'require') return false;
        const [from] = init.arguments;
        return j.StringLiteral.check(from) && this.#sources.includes(from.value);
      });
    for (const { node } of found) {
      if (j.Identifier.check(node.id)) this.#whole.add(node.id.name);
      if (!j.ObjectPattern.check(node.id)) continue;
      for (const property of node.id.properties)
        if (
          j.ObjectProperty.check(property) &&
          j.Identifier.check(property.key) &&
          j.Identifier.check(property.value)
        )
          this.#names.set(property.value.name, property.key.name);
    }
    return found;
  }
}
