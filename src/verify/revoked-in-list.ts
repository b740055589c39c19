import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, strictOptions } from '../internal/options.js';
import type { RevocationList } from '../tokens/revocation-list.js';
import { cacheSeconds } from './options.js';
import type { Revocation } from './revocation.js';

/** How to look at a list. */
export interface RevokedInListOptions {
  /** For how many seconds an answer may be used again. Default 0: the list is looked at every time. */
  readonly cacheSeconds?: number | undefined;
}

const revokedInListOptions = strictOptions({ cacheSeconds });

/**
 * Looks whether a token, its sign-in or its user is on a list of the application's own: by `jti`, `origin_jti` or `sub`.
 * Access and id tokens alike.
 *
 * ```ts
 * import { MemoryRevocationList, revokedInList, TokenVerifier } from 'portcullis/verify';
 *
 * const revoked = new MemoryRevocationList();
 * const verifier = new TokenVerifier({
 *   userPoolId: 'eu-west-1_AbCdEf123',
 *   clientId: 'app',
 *   tokenUse: 'access',
 *   revocation: revokedInList(revoked),
 * });
 * const shutOut = (sub: string) => revoked.add(sub);
 * ```
 *
 * When the list fails, `verify` rejects with the list's own error, and a guard answers 503.
 *
 * @param list A {@link MemoryRevocationList}, a `RedisRevocationList` of `portcullis/stores/redis`, or your own.
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function revokedInList(list: RevocationList, options: RevokedInListOptions = {}): Revocation {
  if (typeof (list as RevocationList | undefined)?.hasAny !== 'function')
    throw new InvalidOptionError('list', 'must be a revocation list, with hasAny()');
  const { cacheSeconds } = check(revokedInListOptions, options, 'options');
  return {
    isRevoked: ({ sub, claims: { jti, origin_jti } }) =>
      list.hasAny([jti, origin_jti, sub].filter(id => typeof id === 'string')),
    cacheSeconds,
  };
}
