import {
  bare,
  type Edit,
  type Expression,
  keysOf,
  memberValue,
  type Node,
  type Path,
  type Statement,
} from '../source/edit.js';
import { arrow, inlineOf, paramName } from '../source/functions.js';
import { type Option, optionsOf } from '../source/options.js';
import { settled } from '../source/promises.js';
import { constantOf, removeDeclarator, scopeOf, usesIn } from '../source/references.js';
import { Refusal } from '../source/refusal.js';
import { adapt } from '../source/results.js';
import { argument, type Call, callbacksOf, passable, promiseOf } from './call.js';
import { type Converted, challengesIn, isChallenge } from './challenges.js';
import { TOKENS } from './results.js';

/** A call with arguments, the last of which may be missing. */
export const called = (call: Call, method: string, args: readonly (Expression | undefined)[]): Expression =>
  call.edit.j.callExpression(
    promiseOf(call, `$user.${method}`),
    args.filter(arg => arg !== undefined),
  );

/** A step of a sign-in: what it promises, settled with the callbacks, and its challenges. */
export function signInStep(
  call: Call,
  index: number,
  step: (options: Expression | undefined) => Expression,
  more: readonly Option[] = [],
): Expression {
  const { edit } = call;
  const callbacks = callbacksOf(call, argument(call, index));
  const unknown = callbacks.names.filter(
    name => !(isChallenge(name) || ['onSuccess', 'onFailure'].includes(name)),
  );
  if (unknown.length > 0) throw new Refusal(`${unknown.join(', ')} becomes a handler among the options`);
  const { handlers, refusals } = challengesIn(callbacks, call);
  const ok = passable(callbacks, 'onSuccess', call);
  const fail = passable(callbacks, 'onFailure', call);
  const { advice } = adapt(ok, 0, TOKENS, edit);
  const second = inlineOf(ok, edit)?.params[1];
  call.notes.push(
    ...advice,
    ...(second ? ['userConfirmationNecessary: devices are confirmed by themselves'] : []),
  );
  if (callbacks.declarator) removeDeclarator(callbacks.declarator, edit);
  const options = optionsOf([...handlers.map(({ name, handler }): Option => [name, handler]), ...more], edit);
  return settled(step(options), ok, withRefusals(fail, refusals, edit), edit);
}

/** What is done with an error: first what the challenges ask for. */
function withRefusals(
  fail: Expression | undefined,
  refusals: Converted['refusals'],
  edit: Edit,
): Expression | undefined {
  const { j } = edit;
  if (refusals.length === 0) return fail;
  const inline = inlineOf(fail, edit);
  const own = paramName(inline?.params[0], edit);
  const isTaken = (name: string) => refusals.some(({ source }) => usesIn(source.node, name, edit).length > 0);
  const error =
    own && !isTaken(own) ? own : ['error', 'refusal', 'challengeOrError'].find(name => !isTaken(name));
  if (!error || (inline && own !== undefined && own !== error))
    throw new Refusal('callbacks of challenges become tests of `error.code` in the handler of errors');
  let last: Statement = inline
    ? j.blockStatement(inline.body)
    : edit.statement(fail ? `{ $fail(${error}); }` : `{ throw ${error}; }`, { fail });
  for (const { code, body } of [...refusals].reverse())
    last = j.ifStatement(edit.expression(`${error}.code === '${code}'`), j.blockStatement(body(error)), last);
  const isAsync = Boolean(inline?.isAsync) || refusals.some(({ source }) => source.isAsync);
  return arrow([j.identifier(error)], [last], isAsync, edit);
}

/** What AuthenticationDetails held. */
export interface Details {
  readonly password: Expression;
  readonly username?: Expression | undefined;
  readonly clientMetadata: Expression | undefined;
  readonly validationData: Expression | undefined;
  readonly authParameters?: Expression | undefined;
  /** Takes away the variables that nothing needs any more. */
  forget(): void;
}

/** Reads them where they are written out for this call, or from the object that they are. */
export function detailsIn(call: Call, index: number): Details {
  const { edit, path } = call;
  const { j } = edit;
  const node = argument(call, index);
  if (!node) throw new Refusal('the password is the first argument');
  const found = writtenOut(path.get('arguments', index), node, edit);
  const keys = found && keysOf(found.object, j);
  if (found && keys?.includes('Password')) {
    const value = (name: string) => memberValue(found.object, name, j);
    return {
      password: value('Password') as Expression,
      clientMetadata: value('ClientMetadata'),
      validationData: value('ValidationData'),
      forget: () => found.declarators.forEach(each => void removeDeclarator(each, edit)),
    };
  }
  const password = edit.expression('$node.Password', { node });
  return { password, clientMetadata: undefined, validationData: undefined, forget: () => {} };
}

interface WrittenOut {
  readonly object: Node;
  readonly declarators: readonly Path[];
}

/** The object behind `details`, `new AuthenticationDetails(data)` and `data`, where each is for this call alone. */
export function writtenOut(path: Path, node: Node, edit: Edit): WrittenOut | undefined {
  const { j } = edit;
  const value = bare(node, j);
  if (j.ObjectExpression.check(value))
    return isSteady(value, edit) ? { object: value, declarators: [] } : undefined;
  if (j.NewExpression.check(value)) {
    const [data] = value.arguments;
    return data && writtenOut(path.get('arguments', 0), data as Node, edit);
  }
  if (!j.Identifier.check(value)) return undefined;
  const constant = constantOf(path, edit);
  if (constant?.uses.length !== 1) return undefined;
  const init = constant.declarator.get('init');
  const inner = writtenOut(init, constant.value, edit);
  if (!inner || !meansTheSame(inner.object, constant.declarator, path, edit)) return undefined;
  return { object: inner.object, declarators: [...inner.declarators, constant.declarator] };
}

/** Whether the object's values are the same later: names that are never set again, and what is written out. */
function isSteady(object: Node, edit: Edit): boolean {
  const { j, root } = edit;
  const isFixed = (node: Node): boolean => {
    const value = bare(node, j);
    if (j.Literal.check(value) || j.ThisExpression.check(value)) return true;
    if (j.Identifier.check(value))
      return (
        root.find(j.AssignmentExpression, { left: { type: 'Identifier', name: value.name } }).length === 0
      );
    const isMember = j.MemberExpression.check(value) || j.OptionalMemberExpression.check(value);
    return isMember && !value.computed && isFixed(value.object);
  };
  if (!j.ObjectExpression.check(object)) return false;
  return object.properties.every(property => j.ObjectProperty.check(property) && isFixed(property.value));
}

/** Whether the names in a node mean in one place what they mean in another. */
function meansTheSame(node: Node, here: Path, there: Path, edit: Edit): boolean {
  const names = edit.j(node).find(edit.j.Identifier).paths();
  return names.every(({ node: { name } }) => scopeOf(here, name) === scopeOf(there, name));
}
