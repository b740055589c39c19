import { type Edit, type Expression, isNothing, type Node, type Statement } from './edit.js';
import { namesIn, usesIn } from './references.js';

/** A function that is written where it is passed. */
export interface Inline {
  readonly node: Node;
  readonly params: Node[];
  readonly body: Statement[];
  readonly isAsync: boolean;
}

/** The function, or undefined where the node only names one. */
export function inlineOf(node: Node | undefined, { j }: Edit): Inline | undefined {
  const isFunction =
    j.ArrowFunctionExpression.check(node) || j.FunctionExpression.check(node) || j.ObjectMethod.check(node);
  if (!isFunction || node.generator) return undefined;
  const body = j.BlockStatement.check(node.body)
    ? node.body.body
    : [j.expressionStatement(node.body as Expression)];
  return { node, params: node.params as Node[], body, isAsync: Boolean(node.async) };
}

/** The name of a parameter, where it has one. */
export function paramName(param: Node | undefined, { j }: Edit): string | undefined {
  return j.Identifier.check(param) ? param.name : undefined;
}

/** Whether a function's own `this` or `arguments` matter to it. */
export function hasOwnThis({ node }: Inline, { j }: Edit): boolean {
  if (j.ArrowFunctionExpression.check(node)) return false;
  const isOwn = (path: { parent: { node: Node; parent: unknown } | null }): boolean => {
    let at = path.parent;
    while (at && at.node !== node && (j.ArrowFunctionExpression.check(at.node) || !j.Function.check(at.node)))
      at = at.parent as typeof at;
    return at?.node === node;
  };
  const root = j(node);
  const found = [
    ...root.find(j.ThisExpression).paths(),
    ...root.find(j.Identifier, { name: 'arguments' }).paths(),
  ];
  return found.some(path => isOwn(path as never));
}

export function arrow(params: Node[], body: readonly Statement[], isAsync: boolean, { j }: Edit): Expression {
  const [only] = body;
  const isPlain = body.length === 1 && j.ExpressionStatement.check(only) && !hasComments(only);
  const made = j.arrowFunctionExpression(
    params as never,
    isPlain ? (only.expression as never) : j.blockStatement([...body]),
  );
  made.async = isAsync;
  return made;
}

const hasComments = (node: Node): boolean =>
  Boolean((node as { comments?: unknown[] | null }).comments?.length);

/** What to pass for a callback: a method of an object becomes a function of its own. */
export function asFunction(node: Node, edit: Edit): Expression {
  const inline = inlineOf(node, edit);
  if (!inline || !edit.j.ObjectMethod.check(node)) return node as Expression;
  return arrow(inline.params, inline.body, inline.isAsync, edit);
}

/** A function in place of `(error, result) => …` for each of the two outcomes. */
export interface Outcomes {
  readonly ok: Expression | undefined;
  readonly fail: Expression | undefined;
}

/**
 * Splits a callback whose body is one `if (error)` for each outcome, or one that leaves early. Undefined where it does other
 * things, such as going on after an error.
 */
export function splitOutcomes(callback: Inline, edit: Edit): Outcomes | undefined {
  const { j } = edit;
  const [error, result] = callback.params;
  const name = paramName(error, edit);
  const [first, ...rest] = choice(callback.body, edit);
  if (!name || !j.IfStatement.check(first)) return undefined;
  const is = testOf(first.test, name, edit);
  if (is === undefined) return undefined;
  const branches = branchesOf(first, rest, edit);
  if (!branches) return undefined;
  const [bad, good] = is === 'error' ? branches : [branches[1], branches[0]];
  const resultNames = result ? namesIn(result, edit) : [];
  const uses = (body: readonly Statement[], names: string[]) =>
    names.some(each => usesIn(j.blockStatement([...body]), each, edit).length > 0);
  if (uses(good, [name]) || uses(bad, resultNames)) return undefined;
  return {
    ok: outcome(result && uses(good, resultNames) ? [result] : [], good, callback, edit),
    fail: isThrown(bad, name, edit)
      ? undefined
      : (outcome(error && uses(bad, [name]) ? [error] : [], bad, callback, edit) ??
        edit.expression('() => {}')),
  };
}

/** `error ? … : …` as the statement that it is. */
function choice(body: readonly Statement[], { j }: Edit): Statement[] {
  const [only] = body;
  const value = j.ReturnStatement.check(only)
    ? only.argument
    : j.ExpressionStatement.check(only) && only.expression;
  if (body.length !== 1 || !j.ConditionalExpression.check(value)) return [...body];
  const { test, consequent, alternate } = value;
  return [j.ifStatement(test, j.expressionStatement(consequent), j.expressionStatement(alternate))];
}

/** A promise that fails throws by itself. */
function isThrown([only, ...more]: readonly Statement[], name: string, { j }: Edit): boolean {
  const isThrow = more.length === 0 && j.ThrowStatement.check(only);
  return isThrow && j.Identifier.check(only.argument) && only.argument.name === name;
}

/** The call that is all that a function does. */
export function onlyCallIn({ body }: Inline, { j }: Edit) {
  const [only] = body;
  const call = j.ReturnStatement.check(only)
    ? only.argument
    : j.ExpressionStatement.check(only) && only.expression;
  return body.length === 1 && j.CallExpression.check(call) ? call : undefined;
}

/** The function that a callback calls with its own arguments, and nothing else: `callback` of `(a, b) => callback(a, b)`. */
export function handedTo(inline: Inline, edit: Edit): Node | undefined {
  const { j } = edit;
  const call = onlyCallIn(inline, edit);
  if (!call || !j.Identifier.check(call.callee)) return undefined;
  const names = inline.params.map(param => paramName(param, edit));
  const isSame = call.arguments.every((arg, index) => j.Identifier.check(arg) && arg.name === names[index]);
  return isSame && names.length === 2 && call.arguments.length === 2 ? call.callee : undefined;
}

function testOf(test: Node, name: string, { j }: Edit): 'error' | 'result' | undefined {
  const isName = (node: Node) => j.Identifier.check(node) && node.name === name;
  if (isName(test)) return 'error';
  if (j.UnaryExpression.check(test) && test.operator === '!' && isName(test.argument)) return 'result';
  if (!j.BinaryExpression.check(test) || !isName(test.left) || !isNothing(test.right, j)) return undefined;
  if (test.operator.startsWith('!')) return 'error';
  return test.operator.startsWith('=') ? 'result' : undefined;
}

/** What is done where the test holds, and where it does not. */
function branchesOf(
  { consequent, alternate }: { consequent: Statement; alternate?: Statement | null },
  rest: readonly Statement[],
  edit: Edit,
): [Statement[], Statement[]] | undefined {
  const { j } = edit;
  const bodyOf = (node: Statement): Statement[] => (j.BlockStatement.check(node) ? node.body : [node]);
  const whenTrue = bodyOf(consequent);
  const last = whenTrue.at(-1);
  const leaves = j.ReturnStatement.check(last) || j.ThrowStatement.check(last);
  if (alternate) return rest.length === 0 ? [whenTrue, bodyOf(alternate)] : undefined;
  if (leaves || rest.length === 0) return [whenTrue, [...rest]];
  return undefined;
}

/** The callback's value is not read, so that it need not say `return` at its end. */
function outcome(
  params: Node[],
  body: readonly Statement[],
  { isAsync }: Inline,
  edit: Edit,
): Expression | undefined {
  const { j } = edit;
  const last = body.at(-1);
  const kept = j.ReturnStatement.check(last) && !hasComments(last) ? body.slice(0, -1) : [...body];
  if (j.ReturnStatement.check(last) && !hasComments(last) && last.argument)
    kept.push(j.expressionStatement(last.argument));
  if (kept.length === 0) return undefined;
  return arrow(params, kept, isAsync, edit);
}
