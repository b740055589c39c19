import { InvalidTokenError } from '../errors/token.js';
import { decodeUnverified } from '../tokens/decode.js';

/**
 * The groups that a token names, **without checking its signature**: anyone can write such a token. For showing,
 * never for deciding.
 *
 * @throws {InvalidTokenError} when it is not a token, or its groups are not a list of names.
 */
export function groupsFromTokenUnverified(token: string): readonly string[] {
  const { 'cognito:groups': groups = [] } = decodeUnverified(token).payload;
  if (Array.isArray(groups) && groups.every(group => typeof group === 'string')) return groups;
  throw new InvalidTokenError("the token's cognito:groups must be a list of strings", {
    mismatch: { claim: 'cognito:groups', expected: 'a list of strings', actual: groups },
  });
}
