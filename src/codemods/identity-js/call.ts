import { argumentsOf, type LibraryCall } from '../source/call.js';
import {
  bare,
  type Edit,
  type Expression,
  isNothing,
  keyOf,
  keysOf,
  type Node,
  type Path,
} from '../source/edit.js';
import { asFunction, handedTo, hasOwnThis, inlineOf, splitOutcomes } from '../source/functions.js';
import { settled } from '../source/promises.js';
import { constantOf } from '../source/references.js';
import { Refusal } from '../source/refusal.js';
import { adapt, type Result } from '../source/results.js';

/** A call of a method of a pool or a user. */
export interface Call extends LibraryCall {
  readonly receiver: Expression;
}

/** The promise of what a call has in place of its callback. */
export const promiseOf = (
  call: Call,
  text: string,
  holes: Record<string, Node | undefined> = {},
): Expression => call.edit.expression(text, { user: call.receiver, ...holes });

/** An argument, or undefined where there is none. */
export const argument = ({ args, edit }: Call, index: number): Expression | undefined =>
  isNothing(args[index], edit.j) ? undefined : args[index];

/** Ours takes no metadata here. */
export function withoutMetadata(call: Call, index: number): void {
  if (argument(call, index)) throw new Refusal('this call takes no clientMetadata here');
}

/** The promise of what ours keeps of a result, where that is not what the call resolves to. */
const keptOf = (promise: Expression, { kept }: Result, edit: Edit): Expression =>
  kept ? edit.expression(`$promise.then(() => ${kept})`, { promise }) : promise;

/** Settles a promise with a callback `(error, result) => …`. */
export function withCallback(
  call: Call,
  index: number,
  promise: Expression,
  result: Result = {},
): Expression {
  const { edit, notes } = call;
  const callback = argument(call, index);
  if (!callback) return promise;
  const { advice, isRead } = adapt(callback, 1, result, edit);
  notes.push(...advice);
  const kept = isRead ? keptOf(promise, result, edit) : promise;
  const own = inlineOf(callback, edit);
  const handsOn = own && handedTo(own, edit);
  const inline = handsOn ? undefined : own;
  if (handsOn)
    return edit.expression('$kept.then(result => $handsOn(null, result), $handsOn)', { kept, handsOn });
  if (!inline) {
    if (!edit.j.Identifier.check(bare(callback, edit.j)))
      throw new Refusal('the callback becomes `.then(result => …, error => …)`');
    return edit.expression('$kept.then(result => $callback(null, result), $callback)', { kept, callback });
  }
  if (hasOwnThis(inline, edit)) throw new Refusal('the callback uses its own `this` or `arguments`');
  const outcomes = splitOutcomes(inline, edit);
  if (outcomes) return settled(kept, outcomes.ok, outcomes.fail, edit);
  const both = edit.j.arrowFunctionExpression(
    [edit.j.arrayPattern(inline.params as never)],
    edit.j.blockStatement(inline.body),
  );
  both.async = inline.isAsync;
  return edit.expression('$kept.then(result => [null, result], error => [error]).then($both)', {
    kept,
    both,
  });
}

/** An object of callbacks, written where it is passed or in a variable for this call alone. */
export interface Callbacks {
  readonly object: Node;
  readonly names: readonly string[];
  /** The variable that holds it. */
  readonly declarator?: Path;
  readonly variable?: string;
  get(name: string): Node | undefined;
}

const UNREADABLE = 'the callbacks become `.then(result => …, error => …)` and handlers among the options';

export function callbacksOf({ edit, path }: Call, node: Node | undefined): Callbacks {
  const { j } = edit;
  if (!node) throw new Refusal(UNREADABLE);
  const constant = j.Identifier.check(node) ? constantOf(argumentPath(path, node), edit) : undefined;
  const object = bare(constant ? constant.value : node, j);
  const names = keysOf(object, j);
  if (!names || !j.ObjectExpression.check(object)) throw new Refusal(UNREADABLE);
  // Besides this call only the object's own functions may name it: they pass it on to the next step.
  const isOwn = (use: Path) => use.node === node || isWithin(use, object);
  if (constant && !constant.uses.every(isOwn)) throw new Refusal(UNREADABLE);
  const get = (name: string) => {
    const property = object.properties.find(each => keyOf(each, j) === name);
    return j.ObjectProperty.check(property) ? property.value : property;
  };
  return {
    object,
    names,
    get,
    ...(constant && j.Identifier.check(node) && { declarator: constant.declarator, variable: node.name }),
  };
}

function argumentPath(path: Path, node: Node): Path {
  return path.get('arguments', argumentsOf(path).indexOf(node as Expression));
}

function isWithin(path: Path, node: Node): boolean {
  for (let at = path as Path | null; at; at = at.parent as Path | null) if (at.node === node) return true;
  return false;
}

/** One of the callbacks as a function to pass on. */
export function passable(callbacks: Callbacks, name: string, { edit }: Call): Expression | undefined {
  const callback = callbacks.get(name);
  if (!callback) return undefined;
  const inline = inlineOf(callback, edit);
  if (inline && hasOwnThis(inline, edit))
    throw new Refusal(`${name} uses \`this\`, which is the object of callbacks: ${UNREADABLE}`);
  return asFunction(callback, edit);
}

/** Settles a promise with `{ onSuccess, onFailure }`, or with another name for what takes the result. */
export function withCallbacks(
  call: Call,
  index: number,
  promise: Expression,
  result: Result = {},
  success: readonly string[] = ['onSuccess'],
): Expression {
  const { edit, notes } = call;
  const callbacks = callbacksOf(call, argument(call, index));
  if (callbacks.variable) throw new Refusal(UNREADABLE);
  const unknown = callbacks.names.filter(name => ![...success, 'onFailure'].includes(name));
  if (unknown.length > 0) throw new Refusal(`${unknown.join(', ')}: ${UNREADABLE}`);
  const taking = success.find(name => callbacks.get(name)) ?? '';
  const { advice, isRead } = adapt(callbacks.get(taking), 0, result, edit);
  const ok = passable(callbacks, taking, call);
  const fail = passable(callbacks, 'onFailure', call);
  notes.push(...advice);
  const kept = isRead ? keptOf(promise, result, edit) : promise;
  return settled(kept, ok, fail, edit);
}
