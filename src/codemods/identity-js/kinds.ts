import { bare, type Edit, memberOf, type Node, type Path } from '../source/edit.js';
import type { Library } from '../source/library.js';
import { scopeOf } from '../source/references.js';

/** What a value is, as far as a file shows it. */
export type Kind = 'pool' | 'user' | 'details';

const OF_CLASS: Readonly<Record<string, Kind>> = {
  CognitoUserPool: 'pool',
  CognitoUser: 'user',
  AuthenticationDetails: 'details',
};

/** Ours, so that a second run knows what the first one left. */
const OF_OURS: Readonly<Record<string, Kind>> = { UserPool: 'pool', Cognito: 'user' };

/** Tells pools and users from other values: by how they are made, by their types, and by names that people give them. */
export class Kinds {
  readonly #edit: Edit;
  readonly #library: Library;
  /** Variables by their scope, and members of objects by their name alone. */
  readonly #variables = new Map<unknown, Map<string, Kind>>();
  readonly #members = new Map<string, Kind>();

  constructor(edit: Edit, library: Library) {
    this.#edit = edit;
    this.#library = library;
    // What one variable is can follow from another that stands below it.
    for (let round = 0; round < 3; round += 1) this.#learn();
  }

  of(path: Path, node: Node = path.node): Kind | undefined {
    const { j } = this.#edit;
    const value = bare(node, j);
    if (j.AwaitExpression.check(value) && value.argument) return this.of(path, value.argument);
    if (j.LogicalExpression.check(value)) return this.of(path, value.left) ?? this.of(path, value.right);
    if (j.NewExpression.check(value)) return this.#ofClass(value.callee);
    if (j.CallExpression.check(value) || j.OptionalCallExpression.check(value))
      return this.#ofCall(path, value.callee);
    if (j.Identifier.check(value)) return this.#ofVariable(path, value.name) ?? ofName(value.name);
    const member = memberOf(value, j);
    return member && (this.#members.get(member.name) ?? ofName(member.name));
  }

  #ofClass(callee: Node): Kind | undefined {
    const name = this.#library.nameOf(callee);
    if (name) return OF_CLASS[name];
    return this.#edit.j.Identifier.check(callee)
      ? OF_OURS[callee.name.replace(/^Portcullis/, '')]
      : undefined;
  }

  #ofCall(path: Path, callee: Node): Kind | undefined {
    const member = memberOf(callee, this.#edit.j);
    if (member?.name === 'getCurrentUser' && this.of(path, member.object) === 'pool') return 'user';
    return member?.name === 'restore' ? this.#ofClass(member.object) : undefined;
  }

  #ofVariable(path: Path, name: string): Kind | undefined {
    const scope = scopeOf(path, name);
    return this.#variables.get(scope)?.get(name);
  }

  #learn(): void {
    const { j, root } = this.#edit;
    for (const path of root.find(j.VariableDeclarator).paths())
      this.#set(path, path.node.id, path.node.init && this.of(path as Path, path.node.init));
    for (const path of root.find(j.AssignmentExpression).paths())
      this.#set(path, path.node.left, this.of(path as Path, path.node.right));
    for (const path of root.find(j.ClassProperty).paths())
      if (j.Identifier.check(path.node.key) && path.node.value)
        this.#setMember(path.node.key.name, this.of(path as Path, path.node.value));
    this.#learnTypes();
  }

  #learnTypes(): void {
    const { j, root } = this.#edit;
    for (const path of root.find(j.TSTypeAnnotation).paths()) {
      const kind = this.#ofType(path.node.typeAnnotation);
      const owner = path.parent as Path;
      if (kind && j.Identifier.check(owner.node)) this.#set(owner, owner.node, kind);
      const { node } = owner;
      if (!(j.ClassProperty.check(node) || j.TSPropertySignature.check(node))) continue;
      if (j.Identifier.check(node.key)) this.#setMember(node.key.name, kind);
    }
  }

  #ofType(type: Node): Kind | undefined {
    const { j } = this.#edit;
    if (j.TSUnionType.check(type))
      return type.types.map(each => this.#ofType(each)).find(kind => kind !== undefined);
    if (!j.TSTypeReference.check(type)) return undefined;
    const name = this.#library.nameOf(type.typeName as Node);
    return name ? OF_CLASS[name] : undefined;
  }

  #set(path: Path, target: Node, kind: Kind | undefined | null): void {
    const { j } = this.#edit;
    if (!kind) return;
    if (j.Identifier.check(target)) {
      const scope = scopeOf(path, target.name);
      const names = this.#variables.get(scope) ?? new Map<string, Kind>();
      this.#variables.set(scope, names.set(target.name, kind));
    } else this.#setMember(memberOf(target, j)?.name, kind);
  }

  #setMember(name: string | undefined, kind: Kind | undefined): void {
    if (name && kind) this.#members.set(name, kind);
  }
}

function ofName(name: string): Kind | undefined {
  if (/^_?(?:cognito_?)?(?:user_?)?pool$/i.test(name)) return 'pool';
  return /^_?(?:current_?)?cognito_?user$/i.test(name) ? 'user' : undefined;
}
