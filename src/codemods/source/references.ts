import type { Edit, Expression, Node, Path } from './edit.js';

/** Whether an identifier stands for a value: it is no name of a property, of a parameter, of an import. */
export function isReference(path: Path, { j }: Edit): boolean {
  const { node, parent } = path;
  const owner = parent?.node;
  const isMember = j.MemberExpression.check(owner) || j.OptionalMemberExpression.check(owner);
  if (isMember && owner.property === node && !owner.computed) return false;
  const isProperty =
    j.ObjectProperty.check(owner) || j.ObjectMethod.check(owner) || j.ClassProperty.check(owner);
  if (isProperty && owner.key === node && !owner.computed) {
    // `{ name }` names the property and the value at once.
    return j.ObjectProperty.check(owner) && Boolean(owner.shorthand) && path.name === 'value';
  }
  if (j.ClassMethod.check(owner) && owner.key === node) return false;
  return !(
    j.ImportSpecifier.check(owner) ||
    j.TSPropertySignature.check(owner) ||
    j.JSXAttribute.check(owner)
  );
}

/** Where a name is used inside a node, unless a function inside gives it another meaning. */
export function usesIn(node: Node, name: string, edit: Edit): Path[] {
  const { j } = edit;
  const root = j(node);
  return root
    .find(j.Identifier, { name })
    .paths()
    .filter(path => isReference(path, edit) && !isShadowed(path, name, node, edit));
}

function isShadowed(path: Path, name: string, end: Node, { j }: Edit): boolean {
  for (let at = path.parent as Path | null; at && at.node !== end; at = at.parent as Path | null) {
    const { node } = at;
    if (!j.Function.check(node)) continue;
    if (node.params.some(param => namesIn(param, { j } as Edit).includes(name))) return true;
  }
  return false;
}

/** The names that a parameter or a variable declares. */
export function namesIn(pattern: Node, { j }: Edit): string[] {
  if (j.Identifier.check(pattern)) return [pattern.name];
  return j(pattern)
    .find(j.Identifier)
    .paths()
    .filter(path => !(j.ObjectProperty.check(path.parent?.node) && path.name === 'key'))
    .map(path => path.node.name);
}

interface Scope {
  readonly node: Node;
  readonly parent: Scope | null;
  declares(name: string): boolean;
}

/** Where a name is declared, as seen from a place. ast-types fails at a `catch` that names no error. */
export function scopeOf(path: Path, name: string): Scope | undefined {
  for (let scope = path.scope as Scope | null; scope; scope = scope.parent) {
    const isNameless = scope.node.type === 'CatchClause' && !scope.node.param;
    if (!isNameless && scope.declares(name)) return scope;
  }
  return undefined;
}

/** What a variable was declared with, where it is declared once and never set again. */
export interface Constant {
  readonly declarator: Path;
  readonly value: Expression;
  /** Where it is used. */
  readonly uses: readonly Path[];
}

export function constantOf(path: Path, edit: Edit): Constant | undefined {
  const { j, root } = edit;
  const { node } = path;
  if (!j.Identifier.check(node)) return undefined;
  const { name } = node;
  const scope = scopeOf(path, name);
  if (!scope) return undefined;
  const here = root
    .find(j.Identifier, { name })
    .paths()
    .filter(each => scopeOf(each, name) === scope);
  const declarators = here.filter(
    each => j.VariableDeclarator.check(each.parent?.node) && each.name === 'id',
  );
  const isSet = here.some(each => j.AssignmentExpression.check(each.parent?.node) && each.name === 'left');
  const [declared] = declarators;
  if (declarators.length !== 1 || isSet || !declared) return undefined;
  const declarator = declared.parent as Path;
  const { init } = declarator.node as unknown as { init?: Expression | null };
  if (!init) return undefined;
  const uses = here.filter(
    each => each !== declared && each.node !== declared.node && isReference(each, edit),
  );
  return { declarator, value: init, uses };
}

/** Takes a variable away whose value stands elsewhere now. */
export function removeDeclarator(declarator: Path, { j }: Edit): void {
  const declaration = declarator.parent as Path;
  const { declarations } = declaration.node as unknown as { declarations: Node[] };
  if (declarations.length > 1) {
    declarations.splice(declarations.indexOf(declarator.node), 1);
    return;
  }
  const exported = declaration.parent as Path;
  if (j.ExportNamedDeclaration.check(exported.node)) return;
  declaration.prune();
}
