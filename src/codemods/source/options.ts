import type { Edit, Expression } from './edit.js';

export type Option = readonly [name: string, value: Expression | undefined];

/** The options of a call, without those that are not there. */
export function optionsOf(options: readonly Option[], edit: Edit): Expression | undefined {
  const { j } = edit;
  const present = options.filter(
    (option): option is readonly [string, Expression] => option[1] !== undefined,
  );
  if (present.length === 0) return undefined;
  const text = present.map(([name, value], index) => {
    const isSame = j.Identifier.check(value) && value.name === name;
    return isSame ? name : `${name}: $${index}`;
  });
  const holes = Object.fromEntries(present.map(([, value], index) => [index, value]));
  return edit.expression(`{ ${text.join(', ')} }`, holes);
}
