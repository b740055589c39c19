import * as v from 'valibot';

/** The members of a schema that is an object, by name; none where it is anything else. */
export function entriesOf(schema: v.GenericSchema): Readonly<Record<string, v.GenericSchema>> {
  const { entries = {} } = bare(schema) as { entries?: Record<string, v.GenericSchema> };
  return entries;
}

/** A schema without what says that it may be left out. */
export function bare(schema: v.GenericSchema): v.GenericSchema {
  return schema.type === 'optional'
    ? bare((schema as v.OptionalSchema<v.GenericSchema, unknown>).wrapped)
    : schema;
}

/** What a list or a map holds. */
export const itemOf = (schema: v.GenericSchema): v.GenericSchema | undefined => {
  const { item, value } = bare(schema) as { item?: v.GenericSchema; value?: v.GenericSchema };
  return item ?? value;
};

export const isKept = (schema: v.GenericSchema): boolean => v.getMetadata(bare(schema)).kept === true;

const hasEffect = (schema: v.GenericSchema, value: unknown): boolean =>
  v.getMetadata(bare(schema)).unless !== value;

/** The path of the first member in `value` that is kept and changes nothing, such as `LambdaConfig.KMSKeyID`. */
export function keptMemberIn(schema: v.GenericSchema, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const item = itemOf(schema);
  for (const [name, inner] of Object.entries(value)) {
    const member = item ?? (Object.hasOwn(entriesOf(schema), name) ? entriesOf(schema)[name] : undefined);
    if (!member || inner === undefined) continue;
    if (isKept(member) && hasEffect(member, inner)) return name;
    const within = keptMemberIn(member, inner);
    if (within !== undefined) return `${name}.${within}`;
  }
  return undefined;
}
