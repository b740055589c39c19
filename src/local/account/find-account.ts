import { CognitoException, userIsDisabled } from '../exception.js';
import type { Pool } from '../pool.js';
import { checkSecretHash } from '../sign-in/secret-hash.js';
import { type ClientRecord, hidesUserExistence } from '../state/clients.js';
import type { UserRecord } from '../state/users.js';

/** How a person who is not signed in names themselves. */
export interface Named {
  readonly ClientId: string;
  readonly Username: string;
  readonly SecretHash?: string | undefined;
}

/** Whose account a call is about, as far as the caller may know. */
export interface Account {
  readonly client: ClientRecord;
  /** Absent where nobody has the name and the client hides who exists. */
  readonly user: UserRecord | undefined;
  /** What to count attempts by: the same for every name of one user. */
  readonly name: string;
}

/**
 * Checks the client and finds the account. That an account is disabled is told to everybody.
 * @throws ResourceNotFoundException, NotAuthorizedException or, for clients that do not hide it,
 * UserNotFoundException.
 */
export function findAccount(pool: Pool, { ClientId, Username, SecretHash }: Named): Account {
  const client = pool.clients.require(ClientId);
  checkSecretHash(client, Username, SecretHash);
  const user = pool.users.findForSignIn(Username);
  if (!user && !hidesUserExistence(client))
    throw new CognitoException('UserNotFoundException', 'Username/client id combination not found.');
  if (user && !user.enabled) throw userIsDisabled();
  return { client, user, name: user?.username ?? Username };
}
