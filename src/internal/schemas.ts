/**
 * Schemas of valibot's interface without valibot's code, which alone takes longer to load than all of `portcullis/verify`. A
 * room that needs more kinds takes valibot's: each fits into the other.
 */
import type * as v from 'valibot';

/** What a schema makes of a value, or what is wrong with it and where. */
type Result = { readonly typed: true; readonly value: unknown; readonly issues?: undefined } | Misfit;

interface Misfit {
  readonly typed: boolean;
  readonly issues: readonly [Issue, ...Issue[]];
}

interface Issue {
  readonly message: string;
  /** Valibot's schemas put steps before these. */
  readonly path?: { readonly key: string | number }[];
}

interface AnySchema {
  readonly type?: string;
  '~run'(given: { readonly value: unknown }, config: { readonly abortEarly: true }): Result;
}

const fitting = (value: unknown): Result => ({ typed: true, value });
const misfit = (message: string, path: Issue['path'] = []): Misfit => ({
  typed: false,
  issues: [{ message, path }],
});

const run = (schema: unknown, value: unknown): Result =>
  (schema as AnySchema)['~run']({ value }, { abortEarly: true });

/** The misfit of a part, as one of the whole. */
const inside = (key: string | number, { issues: [{ message, path = [] }] }: Misfit): Misfit =>
  misfit(message, [{ key }, ...path]);

/* @__NO_SIDE_EFFECTS__ */
function schemaOf<Schema>(read: (value: unknown) => Result, more?: object): Schema {
  const made = { kind: 'schema', '~run': (given: { readonly value: unknown }) => read(given.value), ...more };
  return made as Schema;
}

/** A value that holds by itself. @param read Makes the output of it. */
/* @__NO_SIDE_EFFECTS__ */
export function custom<Value>(
  holds: (value: unknown) => boolean,
  problem: string | ((value: unknown) => string) = '',
  read = (value: Value): Value => value,
): v.GenericSchema<Value> {
  return schemaOf(value => {
    if (holds(value)) return fitting(read(value as Value));
    return misfit(typeof problem === 'string' ? problem : problem(value));
  });
}

/** A value of a schema, of which more holds. */
/* @__NO_SIDE_EFFECTS__ */
export function refined<Input, Output>(
  schema: v.GenericSchema<Input, Output>,
  holds: (value: Output) => boolean,
  problem = '',
): v.GenericSchema<Input, Output> {
  return schemaOf(value => {
    const result = run(schema, value);
    return result.issues || holds(result.value as Output) ? result : misfit(problem);
  });
}

/** A value that is changed before its schema takes it. */
/* @__NO_SIDE_EFFECTS__ */
export function prepared<Input, Output>(
  change: (value: unknown) => unknown,
  schema: v.GenericSchema<unknown, Output>,
): v.GenericSchema<Input, Output> {
  return schemaOf(value => run(schema, change(value)));
}

/** A value of a schema, or undefined, in whose place the default comes. A function makes the default. */
export const optional = /* @__NO_SIDE_EFFECTS__ */ ((schema: unknown, byDefault?: unknown) => {
  const given = (value: unknown): unknown => {
    if (value !== undefined) return value;
    return typeof byDefault === 'function' ? byDefault() : byDefault;
  };
  const read = (value: unknown): Result => (value === undefined ? fitting(value) : run(schema, value));
  return schemaOf(value => read(given(value)), { type: 'optional', default: byDefault });
}) as unknown as typeof v.optional;

/** A list of values of a schema. */
/* @__NO_SIDE_EFFECTS__ */
export function list<Item extends v.GenericSchema>(
  item: Item,
  problem: string,
): v.ArraySchema<Item, undefined> {
  return schemaOf(value => {
    if (!Array.isArray(value)) return misfit(problem);
    const read: unknown[] = [];
    for (const each of value) {
      const result = run(item, each);
      if (result.issues) return inside(read.length, result);
      read.push(result.value);
    }
    return fitting(read);
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** An object of any keys, with values of a schema. */
/* @__NO_SIDE_EFFECTS__ */
export function record<Value>(
  schema: v.GenericSchema<Value>,
  problem: string,
): v.GenericSchema<Record<string, Value>> {
  return schemaOf(value => {
    if (!isObject(value)) return misfit(problem);
    const read: [string, unknown][] = [];
    for (const [key, each] of Object.entries(value)) {
      const result = run(schema, each);
      if (result.issues) return inside(key, result);
      read.push([key, result.value]);
    }
    return fitting(Object.fromEntries(read));
  });
}

/** An object with certain keys. @param unknownKey What is wrong with others. By default they are left out of the output. */
/* @__NO_SIDE_EFFECTS__ */
export function object<const Entries extends v.ObjectEntries>(
  entries: Entries,
  unknownKey?: string,
): v.ObjectSchema<Entries, undefined> {
  const readKnown = (value: Readonly<Record<string, unknown>>): Result => {
    const read: Record<string, unknown> = {};
    for (const [key, schema] of Object.entries(entries as Readonly<Record<string, AnySchema>>)) {
      if (!(key in value || isOptional(schema))) return misfit('is missing', [{ key }]);
      const result = run(schema, value[key]);
      if (result.issues) return inside(key, result);
      if (key in value || result.value !== undefined) read[key] = result.value;
    }
    return fitting(read);
  };
  return schemaOf(
    value => {
      if (!isObject(value)) return misfit(value === undefined ? 'is missing' : 'must be an object');
      const result = readKnown(value);
      const stray = unknownKey && Object.keys(value).find(key => !Object.hasOwn(entries, key));
      return stray && !result.issues ? misfit(unknownKey, [{ key: stray }]) : result;
    },
    { entries },
  );
}

const isOptional = ({ type = '' }: AnySchema): boolean => type === 'optional' || type === 'nullish';

/** What a schema makes of a value. @param otherwise Says what comes of one that does not fit, by what is wrong and where. */
export function parse<Schema extends v.GenericSchema, Otherwise>(
  schema: Schema,
  value: unknown,
  otherwise: (problem: string, path: readonly (string | number)[]) => Otherwise,
): v.InferOutput<Schema> | Otherwise {
  const result = run(schema, value);
  if (!result.issues) return result.value as v.InferOutput<Schema>;
  const [{ message, path = [] }] = result.issues;
  return otherwise(
    message,
    path.map(({ key }) => key),
  );
}
