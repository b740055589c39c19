/**
 * The method by which Node, Deno and Bun show an object in a log: called with the depth, the options and the function
 * that shows a value.
 */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;
