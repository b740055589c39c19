import { createHmac } from 'node:crypto';
import { createVerifier } from '../../srp/server.js';
import { incorrectPassword, userDoesNotExist } from '../exception.js';
import type { Pool } from '../pool.js';
import { uuidFromBytes } from '../random.js';
import { hidesUserExistence } from '../state/clients.js';
import { poolNameOf } from '../state/settings.js';
import type { SrpPassword, UserRecord } from '../state/users.js';
import type { SignIn } from './types.js';

/**
 * The user who signs in by `name`. Nobody: a client that hides who exists goes on without a user, every other is
 * told.
 * @throws UserNotFoundException
 */
export function findOrHide({ pool, client }: SignIn, name: string): UserRecord | undefined {
  const user = pool.users.findForSignIn(name);
  if (!user && !hidesUserExistence(client)) throw userDoesNotExist();
  return user;
}

/** As {@link findOrHide}, for flows that check the password at once. @throws NotAuthorizedException */
export function findOrRefuse(signIn: SignIn, name: string): UserRecord {
  const user = findOrHide(signIn, name);
  if (!user) throw incorrectPassword();
  return user;
}

/** Somebody an SRP exchange can be opened for. */
export interface SrpSubject extends SrpPassword {
  readonly username: string;
}

/** What SRP is run with: the user's own verifier, or a decoy that no password opens. */
export function srpSubject(pool: Pool, name: string, user: UserRecord | undefined): SrpSubject {
  if (user?.password) return { username: user.username, ...user.password };
  const derive = (purpose: string) =>
    createHmac('sha256', pool.decoyKey).update(`${purpose}:${name}`).digest();
  const username = user?.username ?? uuidFromBytes(derive('uuid').subarray(0, 16));
  const password = derive('password').toString('hex');
  const random = (count: number) => Uint8Array.from(derive('salt').subarray(0, count));
  return {
    username,
    ...createVerifier({ poolName: poolNameOf(pool.settings()), username, password, random }),
  };
}
