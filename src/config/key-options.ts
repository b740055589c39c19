import { seconds } from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';
import { httpUrl } from './http-url.js';

/** A JSON Web Key Set (RFC 7517, section 5), as a pool publishes it. */
export interface JsonWebKeySet {
  readonly keys: readonly object[];
}

const keySet = custom<JsonWebKeySet>(
  value => typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys),
  'must be a JSON Web Key Set: an object with a list of keys',
);

/** Options on where a pool's signing keys are, and by how much its clock may differ. */
export const keyOptionEntries = {
  jwksUri: optional(httpUrl),
  jwks: optional(keySet),
  clockToleranceSeconds: optional(seconds, 0),
};
