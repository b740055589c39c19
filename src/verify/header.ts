import { InvalidTokenError } from '../errors/token.js';
import type { JsonObject } from '../tokens/decode.js';

/** Header parameters that would let a token say how, or with which key, it wants to be checked. */
const REFUSED_PARAMETERS = ['crit', 'jwk', 'jku', 'x5u', 'x5c', 'b64', 'zip'] as const;

/**
 * The `kid` of a header that Cognito could have written.
 *
 * @throws {InvalidTokenError} when the header names another algorithm, no key, or brings its own key.
 */
export function keyIdOf(header: JsonObject): string {
  const { alg, kid } = header;
  if (alg !== 'RS256')
    throw new InvalidTokenError("the token's algorithm is not RS256", {
      mismatch: { claim: 'alg', expected: 'RS256', actual: alg },
    });
  for (const name of REFUSED_PARAMETERS)
    if (name in header) throw new InvalidTokenError(`the token's header must not carry ${name}`);
  if (typeof kid !== 'string' || kid === '') throw new InvalidTokenError("the token's header names no key");
  return kid;
}
