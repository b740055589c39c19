import * as v from 'valibot';
import { knownKeys } from './known-keys.js';

/** A member's schema, as a seed checks it: every key is known, and messages are a file's, not a request's. */
export type AsOption<Schema extends v.GenericSchema> = v.OptionalSchema<
  v.GenericSchema<Exclude<v.InferInput<Schema>, undefined>>,
  undefined
>;

type Piped = v.GenericSchema & { readonly pipe?: readonly (v.GenericSchema | Action)[] };
type Action = v.PipeItem<unknown, unknown, v.BaseIssue<unknown>> & { readonly message?: string };

/** The members of a request as keys of a seed. All may be left out, and have no default here. */
export const asOptions = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  Object.fromEntries(
    Object.entries(entries).map(([name, schema]) => [name, v.optional(asOption(schema))]),
  ) as { [Name in keyof Entries]: AsOption<Entries[Name] & v.GenericSchema> };

function asOption(schema: v.GenericSchema): v.GenericSchema {
  const { wrapped } = schema as { wrapped?: v.GenericSchema };
  if (wrapped) return asOption(wrapped);
  const [, ...actions] = (schema as Piped).pipe ?? [];
  const limits = actions.map(action => {
    const { message } = action as Action;
    return message === undefined ? action : { ...action, message: message.replace(/^Member /, '') };
  });
  // The list's length is not known to the type of `pipe`.
  const pipe = v.pipe as unknown as (first: v.GenericSchema, ...rest: unknown[]) => v.GenericSchema;
  return limits.length > 0 ? pipe(baseOf(schema), ...limits) : baseOf(schema);
}

function baseOf(schema: v.GenericSchema): v.GenericSchema {
  const { entries, item, value, options } = schema as {
    entries?: Record<string, v.GenericSchema>;
    item?: v.GenericSchema;
    value?: v.GenericSchema;
    options?: readonly string[];
  };
  if (entries)
    return knownKeys(
      Object.fromEntries(
        Object.entries(entries).map(([name, inner]) => [
          name,
          inner.type === 'optional' ? v.optional(asOption(inner)) : asOption(inner),
        ]),
      ),
    );
  if (item) return v.array(asOption(item), 'must be a list');
  if (value) return v.record(v.string(), asOption(value), 'must be an object of names and values');
  if (options) return v.picklist(options, `must be one of ${options.join(', ')}`);
  if (schema.type === 'boolean') return v.boolean('must be true or false');
  return schema.type === 'number' ? v.number('must be a number') : v.string('must be a string');
}
