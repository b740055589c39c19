import type { UnsignedApi } from '../api/unsigned-api.js';
import { InvalidTokenError, TokenExpiredError } from '../errors/token.js';
import { decodeUnverified } from '../tokens/decode.js';
import type { TokenSet } from '../tokens/token-set.js';

/**
 * Verifies tokens. One that lies in the future, by a signature that holds, proves our clock slow: it tells the time, by
 * which the tokens are verified once more.
 */
export async function verifiedByTheirTime<T>(api: UnsignedApi, verify: () => Promise<T>): Promise<T> {
  return await orByItsTime(verify, error => {
    const { claim, actual } = (error instanceof InvalidTokenError && error.mismatch) || {};
    if ((claim !== 'iat' && claim !== 'nbf') || typeof actual !== 'number') return false;
    api.learnTime(actual * 1000);
    return true;
  });
}

/**
 * The same for tokens that the pool has just issued. Where its answers do not tell the time, as they do not in browsers,
 * such tokens also prove a clock fast: they cannot have expired.
 */
export async function verifiedAsIssued<T>(
  api: UnsignedApi,
  { accessToken = '' }: TokenSet,
  verify: () => Promise<T>,
): Promise<T> {
  return await orByItsTime(
    () => verifiedByTheirTime(api, verify),
    error => {
      const { iat } = decodeUnverified(accessToken).payload;
      if (!(error instanceof TokenExpiredError) || api.knowsTime || typeof iat !== 'number') return false;
      api.learnTime(iat * 1000);
      return true;
    },
  );
}

async function orByItsTime<T>(verify: () => Promise<T>, learnt: (error: unknown) => boolean): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (!learnt(error)) throw error;
    return await verify();
  }
}
