import * as v from 'valibot';
import { VISIBLE } from '../members/group.js';
import { map, text } from '../members/shapes.js';

/** The members that requests share. */

/** What a caller passes on to the pool's triggers. */
export const metadata = v.optional(map());

export const accessToken = text({ max: 8192, pattern: /^[A-Za-z0-9-_=.]+$/ });
// The service allows letters, digits, _ and + only; what a seed calls a client has to work here.
export const clientId = text({ max: Number.POSITIVE_INFINITY });
/** A secret that an administrator chose. */
export const ownClientSecret = text({ min: 24, max: 64, pattern: /^[\w+]+$/ });
export const clientSecret = text({ max: Number.POSITIVE_INFINITY });
export const deviceKey = text({ max: 55, pattern: /^[\w-]+_[0-9a-f-]+$/ });
export const confirmationCode = text({ max: 2048, pattern: /^[\S]+$/ });
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
