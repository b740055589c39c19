import { type Edit, type Expression, type Node, type Path, type Statement, statementOf } from './edit.js';
import { inlineOf, onlyCallIn, paramName } from './functions.js';
import { OF_RESULT } from './results.js';

/** A promise with its two outcomes. */
export function settled(
  promise: Expression,
  ok: Expression | undefined,
  fail: Expression | undefined,
  edit: Edit,
): Expression {
  if (ok && fail) return edit.expression('$promise.then($ok, $fail)', { promise, ok, fail });
  if (ok) return edit.expression('$promise.then($ok)', { promise, ok });
  return fail ? edit.expression('$promise.catch($fail)', { promise, fail }) : promise;
}

/** `new Promise((resolve, reject) => { work.then(resolve, reject); })` is `work`. */
export function unwrapPromises(edit: Edit): void {
  const { j, root } = edit;
  const wrappers = root.find(j.NewExpression, { callee: { type: 'Identifier', name: 'Promise' } }).paths();
  for (const path of wrappers.reverse()) {
    const found = wrappedIn(path.node.arguments[0] as Node, edit);
    if (!found) continue;
    const value = path.parent?.node;
    const isUnused = j.ExpressionStatement.check(
      j.AwaitExpression.check(value) ? path.parent?.parent?.node : value,
    );
    moveComments(found.statement, { to: path, isUnused }, edit);
    path.replace(found.promise);
  }
}

function wrappedIn(
  executor: Node,
  edit: Edit,
): { readonly promise: Expression; readonly statement: Statement } | undefined {
  const { j } = edit;
  const inline = inlineOf(executor, edit);
  const [statement] = inline?.body ?? [];
  const call = inline && onlyCallIn(inline, edit);
  if (!call || !statement) return undefined;
  const names = inline.params.map(param => paramName(param, edit));
  const isThen =
    j.MemberExpression.check(call.callee) &&
    j.Identifier.check(call.callee.property) &&
    call.callee.property.name === 'then' &&
    call.arguments.length === 2;
  if (!isThen || !j.MemberExpression.check(call.callee)) return undefined;
  const [ok, fail] = call.arguments as Expression[];
  const promise = call.callee.object as Expression;
  const given = passedTo(ok, names[0], edit);
  if (!given || passedTo(fail, names[1], edit) !== 'as it is') return undefined;
  if (given === 'as it is') return { promise, statement };
  return { promise: edit.expression('$promise.then($given)', { promise, given }), statement };
}

/** Whether a callback hands on what it got, or else the function that makes what it hands on. */
function passedTo(
  callback: Node | undefined,
  name: string | undefined,
  edit: Edit,
): Expression | 'as it is' | undefined {
  const { j } = edit;
  if (!name || !callback) return undefined;
  if (j.Identifier.check(callback)) return callback.name === name ? 'as it is' : undefined;
  const inline = inlineOf(callback, edit);
  const call = inline && onlyCallIn(inline, edit);
  if (!call || inline.isAsync || edit.text(call.callee) !== name) return undefined;
  const [value, ...more] = call.arguments as Expression[];
  if (more.length > 0) return undefined;
  if (!value) return edit.expression('() => {}');
  const own = paramName(inline.params[0], edit);
  if (own && j.Identifier.check(value) && value.name === own) return 'as it is';
  return j.arrowFunctionExpression(inline.params as never, value);
}

/** What is said of a result says nothing where none is used. */
function moveComments(from: Node, { to, isUnused }: { to: Path; isUnused: boolean }, edit: Edit): void {
  const { comments = [] } = from as { comments?: { value: string }[] | null };
  const kept = comments?.filter(({ value }) => !(isUnused && value.includes(OF_RESULT))) ?? [];
  edit.marked -= (comments?.length ?? 0) - kept.length;
  if (kept.length === 0) return;
  const target = statementOf(to, edit.j).node as { comments?: unknown[] | null };
  target.comments = [...(target.comments ?? []), ...kept];
}
