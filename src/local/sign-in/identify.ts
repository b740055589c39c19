import { hkdfSync } from 'node:crypto';
import { toHex } from '../../internal/bytes.js';
import { migrateUser } from '../account/migrate-user.js';
import { userDoesNotExist } from '../internal/exception.js';
import { uuidFromBytes } from '../internal/random.js';
import type { Pool } from '../pool/pool.js';
import { hidesUserExistence } from '../state/clients.js';
import type { SrpPassword, UserRecord } from '../state/user-record.js';
import { runPreAuthentication } from '../triggers/authentication.js';
import type { AuthRequest } from './types.js';

/**
 * The user who signs in by `name`, once the pool's trigger has accepted them. Where there is none, a client that hides
 * who exists continues without a user, and every other is told.
 * @throws UserNotFoundException, and what the trigger refuses with
 */
export async function findOrHide(signIn: AuthRequest, name: string): Promise<UserRecord | undefined> {
  const { pool, client, validationData } = signIn;
  const user = pool.users.findForSignIn(name);
  if (!user && !hidesUserExistence(client)) throw userDoesNotExist(name);
  const username = user?.username ?? name;
  await runPreAuthentication(signIn, { username, user, validationData });
  // The trigger may have changed the user.
  return pool.users.findForSignIn(name);
}

/**
 * As {@link findOrHide}, for flows that check the password at once, which may bring users in from elsewhere.
 * @throws UserNotFoundException, and what a trigger refuses with
 */
export async function findOrMigrate(
  signIn: AuthRequest,
  name: string,
  password: string,
): Promise<UserRecord | undefined> {
  const { pool, validationData } = signIn;
  if (!pool.users.findForSignIn(name)) {
    const migrated = await migrateUser(signIn, { name, password, validationData });
    if (migrated) return migrated;
  }
  return findOrHide(signIn, name);
}

/** Who an SRP exchange can be opened for. */
export interface SrpSubject extends SrpPassword {
  readonly username: string;
}

/** What SRP is run with: the user's own verifier, or a simulated one that no password fits. */
export function srpSubject(pool: Pool, name: string, user: UserRecord | undefined): SrpSubject {
  if (user?.password) return { username: user.username, ...user.password };
  const known = user?.username ?? pool.users.fold(name);
  const derive = (purpose: string, length: number) =>
    new Uint8Array(hkdfSync('sha256', pool.simulationKey, '', `${purpose}:${known}`, length));
  const username = user?.username ?? uuidFromBytes(derive('uuid', 16));
  const numberOf = (purpose: string, length: number) => toHex(derive(purpose, length)).replace(/^0+/, '');
  // Below N, whose first byte is 255. A verifier that is made of a password would take longer than to read one.
  return { username, salt: numberOf('salt', 16), verifier: numberOf('verifier', 383) };
}
