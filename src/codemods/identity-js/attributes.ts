import { type Edit, type Expression, isNothing, keysOf, memberValue, type Node } from '../source/edit.js';
import type { Library } from '../source/library.js';

/** Attributes `{ email: … }` for a list of `{ Name: 'email', Value: … }`. Undefined where the list is empty. */
export function attributesOf(
  list: Expression | undefined,
  edit: Edit,
  library: Library,
): Expression | undefined {
  const { j } = edit;
  if (isNothing(list, j)) return undefined;
  if (j.ArrayExpression.check(list)) {
    if (list.elements.length === 0) return undefined;
    const pairs = list.elements.map(element => pairOf(element as Node, edit, library));
    if (pairs.every(pair => pair !== undefined)) return objectOf(pairs, edit);
  }
  return edit.expression('Object.fromEntries($list.map(attribute => [attribute.Name, attribute.Value]))', {
    list,
  });
}

function pairOf(element: Node, { j }: Edit, library: Library): [Expression, Expression] | undefined {
  const isMade = j.NewExpression.check(element) && library.nameOf(element.callee) === 'CognitoUserAttribute';
  const object = isMade ? (element.arguments[0] as Node) : element;
  if (!object || keysOf(object, j)?.length !== 2) return undefined;
  const [name, value] = [memberValue(object, 'Name', j), memberValue(object, 'Value', j)];
  return name && value ? [name, value] : undefined;
}

function objectOf(pairs: readonly [Expression, Expression][], edit: Edit): Expression {
  const { j } = edit;
  const text = pairs.map(([name, value], index) => {
    if (!j.StringLiteral.check(name)) return `[$name${index}]: $value${index}`;
    if (j.Identifier.check(value) && value.name === name.value) return name.value;
    return `${/^[A-Za-z_]\w*$/.test(name.value) ? name.value : `'${name.value}'`}: $value${index}`;
  });
  const holes = pairs.flatMap(([name, value], index) => [
    [`name${index}`, name],
    [`value${index}`, value],
  ]);
  return edit.expression(`{ ${text.join(', ')} }`, Object.fromEntries(holes));
}
