import { passwordMatches } from '../state/passwords.js';
import { checkSecretHash } from '../state/secret-hash.js';
import type { UserRecord } from '../state/user-record.js';
import { afterFirstFactor } from './finish.js';
import { findOrMigrate, srpSubject } from './identify.js';
import { required } from './parameters.js';
import { checkPasswordAttempt } from './password-attempt.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';

/** `USER_PASSWORD_AUTH` and its twin for administrators: the password itself, checked against its SRP verifier. */
export async function startUserPassword(signIn: AuthRequest, parameters: Parameters): Promise<AuthResponse> {
  const name = required(parameters, 'USERNAME');
  const password = required(parameters, 'PASSWORD');
  checkSecretHash(signIn.client, name, parameters.SECRET_HASH);
  const user = await findOrMigrate(signIn, name, password);
  return afterFirstFactor(signIn, checkSentPassword(signIn, { name, user }, password));
}

/** The user, let in by a password that was sent, on a device that is theirs. @throws the service's refusal */
export function checkSentPassword(
  { pool, deviceKey }: AuthRequest,
  { name, user }: { readonly name: string; readonly user: UserRecord | undefined },
  password: string,
): UserRecord {
  const subject = srpSubject(pool, name, user);
  const { username } = subject;
  const holds = () =>
    passwordMatches(pool.settings(), subject, password) || {
      expected: `the password of ${username}, by its salted verifier`,
      sent: 'another password',
      secrets: { sent: password },
    };
  const signedIn = checkPasswordAttempt(pool, { username, user }, holds);
  pool.devices.refuseUnknown(signedIn, deviceKey);
  return signedIn;
}
