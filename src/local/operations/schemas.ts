import * as v from 'valibot';
import { VISIBLE } from '../state/user-names.js';

/**
 * The shapes that requests share. A message here is the constraint's half of the service's sentence; `validate`
 * writes the other half. The service looks at members it knows and ignores the rest, and so does `v.object`.
 */

interface TextLimits {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
}

export function text({ min = 1, max, pattern = /^/ }: TextLimits) {
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

export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, `Member must satisfy enum value set: [${names.join(', ')}]`);

export const map = () => v.record(v.string(), v.string());

/** The service's integers, which a fraction is not. */
export const whole = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer('Member must be a whole number'),
    v.minValue(least, `Member must have value greater than or equal to ${least}`),
    v.maxValue(most, `Member must have value less than or equal to ${most}`),
  );

/** What a caller passes on to the pool's triggers. */
export const metadata = v.optional(map());

export const accessToken = text({ max: 8192, pattern: /^[A-Za-z0-9-_=.]+$/ });
// The service allows letters, digits, _ and + only; what a seed calls a client has to work here.
export const clientId = text({ max: Number.POSITIVE_INFINITY });
export const clientSecret = text({ max: Number.POSITIVE_INFINITY });
export const deviceKey = text({ max: 55, pattern: /^[\w-]+_[0-9a-f-]+$/ });
export const confirmationCode = text({ max: 2048, pattern: /^[\S]+$/ });
export const groupName = text({ max: 128, pattern: VISIBLE });
export const password = text({ min: 6, max: 256, pattern: /^[\S]+$/ });
export const session = text({ min: 20, max: 2048 });
export const refreshToken = text({ max: 8192, pattern: /^[A-Za-z0-9-_=.]+$/ });
export const secretHash = text({ max: 128, pattern: /^[\w+=/]+$/ });
export const userCode = text({ min: 6, max: 6, pattern: /^[0-9]+$/ });
export const username = text({ max: 128, pattern: VISIBLE });
export const userPoolId = text({ max: 55, pattern: /^[\w-]+_[0-9a-zA-Z]+$/ });

export const attributes = v.array(
  v.object({ Name: text({ max: 32 }), Value: v.optional(text({ min: 0, max: 2048 })) }),
);

/** How a person who is not signed in names themselves. */
export const named = {
  ClientId: clientId,
  Username: username,
  SecretHash: v.optional(secretHash),
  ClientMetadata: metadata,
};

export const attributeName = text({ max: 32 });
export const attributeNames = v.array(attributeName);
