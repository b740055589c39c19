import type { UnsignedApi } from '../api/unsigned-api.js';
import { InvalidTokenError, TokenExpiredError } from '../errors/token.js';
import { decodeUnverified } from '../tokens/decode.js';
import type { TokenSet } from '../tokens/token-set.js';

/**
 * Verifies tokens. One that lies in the future, by a signature that holds, proves our clock slow: it tells the time, by
 * which the tokens are verified once more.
 */
export async function verifiedByTheirTime<T>(api: UnsignedApi, verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    const { claim, actual } = (error instanceof InvalidTokenError && error.mismatch) || {};
    if ((claim !== 'iat' && claim !== 'nbf') || typeof actual !== 'number') throw error;
    api.learnTime(actual * 1000);
    return await verify();
  }
}

/** What the clocks of a pool and of those who get its tokens may differ by. */
const LEEWAY_MS = 30_000;

/**
 * The same for tokens that the pool has just issued. Where its answers do not tell the time, as they do not in browsers,
 * such tokens do: our clock is fast if they seem to have expired, and slow if they lie in the future. Otherwise tokens that
 * have expired did so while they were verified, as when a machine sleeps: they are right, and good for a renewal.
 */
export async function verifiedAsIssued(
  api: UnsignedApi,
  tokens: TokenSet,
  verify: () => Promise<unknown>,
): Promise<void> {
  await verifiedByTheirTime(api, verify).catch(unlessExpired);
  if (api.knowsTime) return;
  const { iat } = decodeUnverified(tokens.accessToken ?? '').payload;
  if (typeof iat !== 'number') return;
  const issuedAt = iat * 1000;
  if (!tokens.expiresWithin(0, api.now()) && issuedAt <= api.now() + LEEWAY_MS) return;
  api.learnTime(issuedAt);
  await verify();
}

function unlessExpired(error: unknown): void {
  if (!(error instanceof TokenExpiredError)) throw error;
}
