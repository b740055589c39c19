import { adoptImportedPassword } from '../account/imported-password.js';
import type { Pool } from '../pool/pool.js';
import { passwordMatches } from '../state/passwords.js';
import { checkSecretHash } from '../state/secret-hash.js';
import type { UserRecord } from '../state/user-record.js';
import { afterFirstFactor } from './finish.js';
import { findOrMigrate, srpSubject } from './identify.js';
import { required } from './parameters.js';
import { checkPasswordAttempt, refuseByState } from './password-attempt.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';

/** `USER_PASSWORD_AUTH` and its twin for administrators: the password itself, checked against its SRP verifier. */
export async function startUserPassword(signIn: AuthRequest, parameters: Parameters): Promise<AuthResponse> {
  const name = required(parameters, 'USERNAME');
  const password = required(parameters, 'PASSWORD');
  checkSecretHash(signIn.client, name, parameters.SECRET_HASH);
  const user = await findOrMigrate(signIn, name, password);
  const signedIn = await checkSentPassword(signIn, { name, user }, password);
  return afterFirstFactor({ ...signIn, passwordSent: true }, signedIn);
}

/** The user, let in by a password that was sent, on a device that is theirs. @throws the service's refusal */
export async function checkSentPassword(
  { pool, deviceKey }: AuthRequest,
  { name, user: found }: { readonly name: string; readonly user: UserRecord | undefined },
  password: string,
): Promise<UserRecord> {
  const user = found?.importedHash ? await adoptOnAttempt(pool, found, password) : found;
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

/** A hash takes up to a second to compute: not for an attempt that is refused whatever the password is. */
function adoptOnAttempt(pool: Pool, user: UserRecord, password: string): Promise<UserRecord> {
  refuseByState(user);
  pool.lockout.refuseIfLocked(user.username);
  return adoptImportedPassword(pool, user, password);
}
