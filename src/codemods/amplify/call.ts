import type { LibraryCall } from '../source/call.js';
import {
  type Edit,
  type Expression,
  isNothing,
  keyOf,
  memberValue,
  type Node,
  type Path,
} from '../source/edit.js';
import { optionsOf } from '../source/options.js';
import { Refusal } from '../source/refusal.js';

/** How the result differs: our names for Amplify's, and what to tell of the others. */
interface Result {
  readonly names?: Readonly<Record<string, string>>;
  readonly is?: string;
}

export type Convert = (call: LibraryCall) => Expression;

export const DELIVERED: Result = {
  names: { destination: 'destination', deliveryMedium: 'medium', attributeName: 'attribute' },
  is: 'what comes here has destination, medium and attribute, or is undefined',
};

/** The members of the object that a function takes. @throws {Refusal} where others may be there. */
export function input({ args, edit }: LibraryCall, advice: string, ...known: readonly string[]) {
  const { j } = edit;
  const [given] = args;
  if (isNothing(given, j)) return () => undefined;
  const names = j.ObjectExpression.check(given) ? given.properties.map(each => keyOf(each, j) ?? '') : [''];
  if (!given || names.some(name => !known.includes(name))) throw new Refusal(advice);
  return (name: string): Expression | undefined => memberValue(given, name, j);
}

/** The members of `options` within it. */
export const within = (
  options: Expression | undefined,
  call: LibraryCall,
  advice: string,
  ...known: readonly string[]
) => input({ ...call, args: options ? [options] : [] }, advice, ...known);

/** Fits what becomes of the result. */
export function fitted(call: LibraryCall, converted: Expression, { names = {}, is }: Result): Expression {
  const { edit, notes } = call;
  const { j } = edit;
  let at = call.path;
  while (j.AwaitExpression.check(at.parent?.node) || j.TSNonNullExpression.check(at.parent?.node))
    at = at.parent as Path;
  const user = at.parent as Path;
  if (j.ExpressionStatement.check(user.node)) return converted;
  const pattern = j.VariableDeclarator.check(user.node) && at !== call.path ? user.node.id : undefined;
  if (j.ObjectPattern.check(pattern) && renames(pattern as never, names, edit)) return converted;
  if (is) notes.push(is);
  return converted;
}

/** Destructures ours instead, where every name has a counterpart. */
function renames(
  pattern: { properties: Node[] },
  names: Readonly<Record<string, string>>,
  { j }: Edit,
): boolean {
  const keys = pattern.properties.map(property => keyOf(property, j) ?? '');
  if (!keys.every(key => Object.hasOwn(names, key))) return false;
  for (const [index, property] of pattern.properties.entries())
    if (j.ObjectProperty.check(property)) {
      property.key = j.identifier(names[keys[index] ?? ''] ?? '');
      property.shorthand = j.Identifier.check(property.value) && property.value.name === property.key.name;
    }
  return true;
}

/** Whether nothing is done with what is awaited. */
export const isUnused = ({ path, edit: { j } }: LibraryCall): boolean =>
  j.AwaitExpression.check(path.parent?.node) && j.ExpressionStatement.check(path.parent.parent.node);

/** Whether the result is destructured. */
export const isPattern = ({ path, edit: { j } }: LibraryCall): boolean =>
  j.VariableDeclarator.check(path.parent?.parent?.node) && j.ObjectPattern.check(path.parent.parent.node.id);

export const person = ({ edit }: LibraryCall, username: Expression | undefined): Expression =>
  edit.expression('new Cognito($who)', {
    who: optionsOf(
      [
        ['pool', edit.j.identifier('pool')],
        ['username', username],
      ],
      edit,
    ),
  });

export const text = (node: Node | undefined, { edit }: LibraryCall): string | undefined =>
  edit.j.StringLiteral.check(node) ? node.value : undefined;

/** A call in the name of who is signed in, with members of the input as its arguments. */
export const own =
  (method: string, names: readonly string[], result: Result = {}): Convert =>
  call => {
    const { edit } = call;
    const get = input(call, `cognito.${method}(${names.join(', ')})`, ...names);
    const args = names.map(name => get(name) ?? edit.expression('undefined'));
    return fitted(call, edit.j.callExpression(edit.expression(`cognito.${method}`), args), result);
  };

/** A call for a person who is named. */
export const ofPerson =
  (method: string, names: readonly string[], result: Result = {}): Convert =>
  call => {
    const { edit } = call;
    const get = input(
      call,
      `new Cognito({ pool, username }).${method}(${names.join(', ')})`,
      'username',
      ...names,
    );
    const args = names.map(name => get(name) ?? edit.expression('undefined'));
    const callee = edit.expression(`$person.${method}`, { person: person(call, get('username')) });
    return fitted(call, edit.j.callExpression(callee, args), result);
  };

export const refused =
  (advice: string): Convert =>
  () => {
    throw new Refusal(advice);
  };
