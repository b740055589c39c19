import * as v from 'valibot';
import { flag, oneOf, text } from './shapes.js';

const digits = text({ min: 0, max: 131_072, pattern: /^-?\d+$/ });

/** One attribute of `Schema`. Of a standard attribute the pool decides whether it is required and may be changed. */
export const schemaAttribute = v.object({
  Name: text({ max: 20, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u }),
  AttributeDataType: v.optional(oneOf(['Boolean', 'DateTime', 'Number', 'String'])),
  DeveloperOnlyAttribute: flag,
  Mutable: flag,
  Required: flag,
  NumberAttributeConstraints: v.optional(
    v.object({ MinValue: v.optional(digits), MaxValue: v.optional(digits) }),
  ),
  StringAttributeConstraints: v.optional(
    v.object({ MinLength: v.optional(digits), MaxLength: v.optional(digits) }),
  ),
});

export const schemaAttributes = v.pipe(
  v.array(schemaAttribute),
  v.maxLength(50, 'Member must have length less than or equal to 50'),
);

export type GivenAttribute = v.InferOutput<typeof schemaAttribute>;
