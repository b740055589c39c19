import { createHmac } from 'node:crypto';
import { createVerifier } from '../../srp/server.js';
import { migrateUser } from '../account/migrate-user.js';
import { incorrectPassword, userDoesNotExist } from '../internal/exception.js';
import { uuidFromBytes } from '../internal/random.js';
import type { Pool } from '../pool/pool.js';
import { hidesUserExistence } from '../state/clients.js';
import { poolNameOf } from '../state/settings.js';
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
  if (!user && !hidesUserExistence(client)) throw userDoesNotExist();
  const username = user?.username ?? name;
  await runPreAuthentication(signIn, { username, user, validationData });
  // The trigger may have changed the user.
  return pool.users.findForSignIn(name);
}

/**
 * As {@link findOrHide}, for flows that check the password at once, which may bring users in from elsewhere.
 * @throws NotAuthorizedException
 */
export async function findOrMigrate(
  signIn: AuthRequest,
  name: string,
  password: string,
): Promise<UserRecord> {
  const { pool, validationData } = signIn;
  if (!pool.users.findForSignIn(name)) {
    const migrated = await migrateUser(signIn, { name, password, validationData });
    if (migrated) return migrated;
  }
  const user = await findOrHide(signIn, name);
  if (!user) throw incorrectPassword();
  return user;
}

/** Who an SRP exchange can be opened for. */
export interface SrpSubject extends SrpPassword {
  readonly username: string;
}

/** What SRP is run with: the user's own verifier, or a simulated one that no password fits. */
export function srpSubject(pool: Pool, name: string, user: UserRecord | undefined): SrpSubject {
  if (user?.password) return { username: user.username, ...user.password };
  const derive = (purpose: string) =>
    createHmac('sha256', pool.simulationKey).update(`${purpose}:${name}`).digest();
  const username = user?.username ?? uuidFromBytes(derive('uuid').subarray(0, 16));
  const password = derive('password').toString('hex');
  const random = (count: number) => Uint8Array.from(derive('salt').subarray(0, count));
  return {
    username,
    ...createVerifier({ poolName: poolNameOf(pool.settings()), username, password, random }),
  };
}
