import * as v from 'valibot';

/**
 * What members are made of. A message here is the constraint's half of the service's sentence, which the reader of a
 * request or of a seed completes. The service looks at members it knows and ignores the rest, and so does `v.object`.
 */

interface TextLimits {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
}

// Said in short, since each member's declaration repeats it.
export function text({ min = 1, max, pattern = /^/ }: TextLimits): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.minLength(min, `Member must have length greater than or equal to ${min}`),
    v.maxLength(max, `Member must have length less than or equal to ${max}`),
    v.regex(
      pattern,
      `Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, '')}`,
    ),
  );
}

export const oneOf = <const Names extends readonly string[]>(names: Names): v.GenericSchema<Names[number]> =>
  v.picklist(names, `Member must satisfy enum value set: [${names.join(', ')}]`);

export const map = () => v.record(v.string(), v.string());

/** The service's integers, which a fraction is not. */
export const whole = (least: number, most: number): v.GenericSchema<number> =>
  v.pipe(
    v.number(),
    v.integer('Member must be a whole number'),
    v.minValue(least, `Member must have value greater than or equal to ${least}`),
    v.maxValue(most, `Member must have value less than or equal to ${most}`),
  );

export const flag = v.optional(v.boolean());

/**
 * A member that the pool keeps and describes, and that changes nothing. `--strict` refuses it.
 * @param unless The value that says what the local pool does anyway.
 */
export const kept = <Schema extends v.GenericSchema>(schema: Schema, unless?: v.InferInput<Schema>) =>
  v.pipe(schema, v.metadata({ kept: true, unless }));

/** Bytes are base64 on the wire, and stay the text that was sent; the AWS SDK's types say what its callers give. */
export const bytes = v.pipe(
  v.string(),
  v.base64('Member must be base64'),
) as unknown as v.GenericSchema<Uint8Array>;

/** An Amazon resource name. */
export const arn = text({
  min: 20,
  max: 2048,
  pattern:
    /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/,
});
