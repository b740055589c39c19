import type { Cognito } from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import { type Clock, type Revocation, TokenVerifier } from 'portcullis/verify';
import { ada, clientOf, PASSWORD, poolWith } from './pool.js';

/** What a token is answered that was revoked. */
export const REVOKED = { code: 'INVALID_TOKEN', status: 401, message: 'the token was revoked' };

/** Verifies the access tokens of a pool's app client, and asks whether they were revoked. */
export const verifierAsking = (
  { userPoolId, endpoint, issuer }: LocalPool,
  revocation: Revocation,
  elapsed?: Clock,
) =>
  new TokenVerifier(
    { userPoolId, endpoint, issuer, clientId: 'app', tokenUse: 'access', revocation, timeoutMs: 600_000 },
    elapsed,
  );

export const poolOfAda = () => poolWith({ users: [ada] });

export async function signedIn(pool: LocalPool): Promise<{ cognito: Cognito; accessToken: string }> {
  const cognito = clientOf(pool);
  const { accessToken } = await cognito.authenticate(PASSWORD);
  return { cognito, accessToken };
}
