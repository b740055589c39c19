import { userIsDisabled } from '../internal/exception.js';
import { checkSecretHash } from '../state/secret-hash.js';
import type { UserRecord } from '../state/user-record.js';
import { findOrHide, srpSubject } from './identify.js';
import { required } from './parameters.js';
import { openExchange, requireSrpA } from './srp-question.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';

/** `USER_SRP_AUTH`: answers the client's `SRP_A` with our half of the exchange, and no `Session`. */
export async function startUserSrp(signIn: AuthRequest, parameters: Parameters): Promise<AuthResponse> {
  const name = required(parameters, 'USERNAME');
  const srpA = requireSrpA(parameters);
  checkSecretHash(signIn.client, name, parameters.SECRET_HASH);
  const user = await findOrHide(signIn, name);
  if (user && !user.enabled) throw userIsDisabled();
  return askPasswordProof(signIn, { name, user, srpA });
}

interface PasswordProof {
  /** As it was typed. Simulated answers depend on it. */
  readonly name: string;
  readonly user: UserRecord | undefined;
  readonly srpA: string;
  /** What the sign-in has to remember until the proof is there; with it the question carries a `Session`. */
  readonly data?: Parameters;
}

/** Asks for the proof of a password, whether or not the user exists. */
export function askPasswordProof(
  signIn: AuthRequest,
  { name, user, srpA, data }: PasswordProof,
): AuthResponse {
  const { pool, client, deviceKey } = signIn;
  const { username, salt, verifier } = srpSubject(pool, name, user);
  const session =
    data &&
    pool.authSessions.open({
      challenge: 'PASSWORD_VERIFIER',
      clientId: client.ClientId,
      username,
      data,
      validMinutes: client.AuthSessionValidity,
    }).id;
  const parameters = openExchange(signIn, {
    username,
    salt,
    verifier,
    srpA,
    ...(deviceKey !== undefined && { deviceKey }),
    ...(session !== undefined && { session }),
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ...(session !== undefined && { Session: session }),
    ChallengeParameters: { ...parameters, USERNAME: username, USER_ID_FOR_SRP: username },
  };
}
