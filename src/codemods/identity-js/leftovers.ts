import { bare, type Edit, memberOf, type Node, type Path } from '../source/edit.js';
import type { Library } from '../source/library.js';
import { isReference } from '../source/references.js';
import type { Kinds } from './kinds.js';

/** State of a CognitoUser that programs read, and what has it here. */
const STATE: Readonly<Record<string, string>> = {
  Session:
    'the challenge of the error that authenticate() throws holds the session: pass it to respondTo… as `challenge`',
  challengeName: 'the error that authenticate() throws has `challenge.name`',
  signInUserSession: 'cognito.tokens takes its place',
  deviceKey: 'cognito.tokens has the deviceKey',
};

/** Marks what a user's or a pool's inside was read from. */
export function markState(edit: Edit, kinds: Kinds): void {
  const { j, root } = edit;
  for (const path of root.find(j.MemberExpression).paths() as Path[]) {
    const member = memberOf(path.node, j);
    if (!member || !Object.hasOwn(STATE, member.name) || kinds.of(path, member.object) !== 'user') continue;
    edit.mark(path, STATE[member.name] as string);
  }
}

const OURS: Readonly<Record<string, string>> = { CognitoUser: 'Cognito', CognitoUserPool: 'UserPool' };

/** Classes of the library that are neither called nor types. @returns The names of ours that stand for them. */
export function convertClasses(edit: Edit, library: Library): ReadonlySet<string> {
  const { j, root } = edit;
  const needed = new Set<string>();
  const found = [...root.find(j.Identifier).paths(), ...root.find(j.MemberExpression).paths()] as Path[];
  for (const path of found) {
    const name = library.nameOf(bare(path.node, j));
    if (!name || !isReference(path, edit) || j.TSTypeReference.check(path.parent?.node)) continue;
    if (j.NewExpression.check(path.parent?.node) || isImport(path, edit)) continue;
    const { node: test } = path.parent as Path;
    const ours = OURS[name];
    if (ours && j.BinaryExpression.check(test) && test.operator === 'instanceof') {
      path.replace(j.identifier(ours));
      needed.add(ours);
      edit.converted += 1;
    } else edit.mark(path, `${name} is not there: the page on this library says what takes its place`);
  }
  return needed;
}

/** Whether the name stands where it is imported, or is a name of the library inside its own declaration. */
function isImport(path: Path, { j }: Edit): boolean {
  const parent = path.parent?.node as Node | undefined;
  return (
    j.ImportSpecifier.check(parent) ||
    j.ImportNamespaceSpecifier.check(parent) ||
    j.ImportDefaultSpecifier.check(parent) ||
    j.VariableDeclarator.check(parent) ||
    j.TSQualifiedName.check(parent) ||
    (j.ObjectProperty.check(parent) && j.ObjectPattern.check(path.parent?.parent?.node))
  );
}
