import type { Edit, Expression, Node, Path } from './edit.js';

/** Keeps `user?.` of a call: nothing is called, and nothing follows, where there is no user. */
export function chained(converted: Expression, { node }: Path, { j }: Edit): Expression {
  const callee = (node as unknown as { callee: Node }).callee;
  if (!j.OptionalMemberExpression.check(callee) || !callee.optional) return converted;
  const receiver = callee.object;
  let at = converted as Node;
  for (;;) {
    const loose = at as unknown as { type: string; optional?: boolean; callee?: Node; object?: Node };
    if (loose.type === 'CallExpression') loose.type = 'OptionalCallExpression';
    else if (loose.type === 'MemberExpression') loose.type = 'OptionalMemberExpression';
    else return converted;
    const inner = loose.callee ?? loose.object;
    loose.optional = inner === receiver;
    if (!inner || inner === receiver) return converted;
    at = inner;
  }
}
