import * as v from 'valibot';
import { InvalidOptionError } from '../errors/invalid-option.js';

/**
 * An object in which an unknown key is a mistake worth stopping for. The message names the key and lists those
 * that exist, because the usual cause is a typing error.
 */
export function strictOptions<const Entries extends v.ObjectEntries>(entries: Entries) {
  const allowed = Object.keys(entries).join(', ');
  return v.strictObject(entries, issue => {
    if (issue.expected === 'never') return `is not a known key; allowed: ${allowed}`;
    return issue.received === 'undefined' ? 'is missing' : 'must be an object';
  });
}

/** A string with something in it. */
export const nonEmpty = v.pipe(
  v.string(issue => (issue.received === 'undefined' ? 'is missing' : 'must be a string')),
  v.nonEmpty('must not be empty'),
);

/** A function, checked only for being one: its type comes from the option's own TypeScript type. */
export const callable = <F extends (...args: never[]) => unknown>() =>
  v.custom<F>(value => typeof value === 'function', 'must be a function');

/** An object with these methods. Its own class is nobody's business here. */
export const withMethods = <T>(what: string, ...methods: readonly (keyof T & string)[]) =>
  v.custom<T>(
    value => methods.every(name => typeof (value as Record<string, unknown> | null)?.[name] === 'function'),
    `must be ${what}, with the methods ${methods.join(', ')}`,
  );

/**
 * Checks `value` against `schema` and returns it, typed.
 *
 * @param what What the value is, as the caller knows it (`options`, `pool.json`); it begins the error's field path.
 * @throws {InvalidOptionError} naming the first field at fault. The value itself is never quoted: it may be a secret.
 */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InvalidOptionError(pathOf(issue, what), issue.message);
}

function pathOf(issue: v.BaseIssue<unknown>, what: string): string {
  const steps = issue.path ?? [];
  return steps.reduce(
    (path, { key }) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${String(key)}`),
    what,
  );
}
