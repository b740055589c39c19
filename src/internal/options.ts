import type * as v from 'valibot';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { custom, list, object, optional, parse, prepared, record, refined } from './schemas.js';

/**
 * An object in which an unknown key is a mistake worth stopping for. The message names the key and lists those
 * that exist, because the usual cause is a typing error.
 */
/* @__NO_SIDE_EFFECTS__ */
export const strictOptions = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  object(entries, `is not a known key; allowed: ${Object.keys(entries).join(', ')}`);

/** A string with something in it. */
export const nonEmpty = /* @__PURE__ */ custom<string>(
  value => typeof value === 'string' && value !== '',
  value => (value === '' ? 'must not be empty' : value === undefined ? 'is missing' : 'must be a string'),
);

export const anyString = /* @__PURE__ */ custom<string>(
  value => typeof value === 'string',
  'must be a string',
);

/** Node's timers take a longer time for none at all. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** A whole number, from `least` to `most`, of what `unit` says. */
/* @__NO_SIDE_EFFECTS__ */
export function wholeNumber(least: number, most?: number, unit?: string) {
  const range = most === undefined ? `at least ${least}` : `from ${least} to ${most}`;
  const problem = `must be a whole number${unit ? ` of ${unit}` : ''}, ${range}`;
  return custom<number>(
    value =>
      Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= (most ?? Infinity),
    problem,
  );
}

/** A time to wait. */
export const milliseconds = wholeNumber(1, LONGEST_TIMER_MS, 'milliseconds');

/** A number of what `unit` says, with fractions. */
export const atLeastZero = (unit: string) =>
  custom<number>(
    value => Number.isFinite(value) && (value as number) >= 0,
    `must be a number of ${unit}, at least 0`,
  );

/** A span of time. */
export const seconds = /* @__PURE__ */ atLeastZero('seconds');

/** How many items to ask for at once. Cognito sends at most 60, and 60 by default. */
export const pageSize = /* @__PURE__ */ optional(wholeNumber(1, 60, 'items'), 60);

export const flag = custom<boolean>(value => typeof value === 'boolean', 'must be true or false');

/** One of a few strings. */
export const oneOf = <const Names extends readonly string[]>(...names: Names) =>
  custom<Names[number]>(value => names.includes(value as string), `must be one of ${names.join(', ')}`);

/** A list of strings with something in them. */
export const listOf = (what: string) => list(nonEmpty, `must be a list of ${what}`);

/** A string or a list of strings, as a list that is not empty. */
export const oneOrMore = (name: v.GenericSchema<string>): v.GenericSchema<string | string[], string[]> =>
  prepared(
    names => (typeof names === 'string' ? [names] : names),
    refined(
      list(name, 'must be a string or a list of strings'),
      names => names.length > 0,
      'must not be empty',
    ),
  );

/** An answer of Cognito's, as another client returned it: more may be in it than is read here. */
export const answerWith = <const Entries extends v.ObjectEntries>(entries: Entries) => object(entries);

/** An object of strings. */
export const stringMap = /* @__PURE__ */ record(anyString, 'must be an object of strings');

/** An `AbortSignal`, of this realm or another. */
export const abortSignal = custom<AbortSignal>(
  value => typeof (value as AbortSignal | null)?.addEventListener === 'function',
  'must be an AbortSignal',
);

/** A function, checked only for being one: its type comes from the option's own TypeScript type. */
export const callable = <F extends (...args: never[]) => unknown>() =>
  custom<F>(value => typeof value === 'function', 'must be a function');

/** An object with these methods, whatever its class. */
export const withMethods = <T>(what: string, ...methods: readonly (keyof T & string)[]) =>
  custom<T>(
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
  return parse(schema, value, (problem, path) => {
    throw new InvalidOptionError(path.reduce<string>(below, what), problem);
  });
}

const below = (path: string, key: string | number): string =>
  typeof key === 'number' ? `${path}[${key}]` : `${path}.${key}`;

/** An argument that is text with something in it. @throws {InvalidOptionError} naming it. */
export const text = (value: unknown, what: string): string => check(nonEmpty, value, what);
