import { CognitoException, userIsDisabled } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import { type ClientRecord, hidesUserExistence } from '../state/clients.js';
import { checkSecretHash } from '../state/secret-hash.js';
import type { UserRecord } from '../state/user-record.js';
import type { Strings } from '../triggers/event.js';
import { migrateUser } from './migrate-user.js';

/** How a user who is not signed in is named. */
export interface Named {
  readonly ClientId: string;
  readonly Username: string;
  readonly SecretHash?: string | undefined;
  readonly ClientMetadata?: Strings | undefined;
}

/** Whose account a call is about, as far as the caller may know. */
export interface Account {
  readonly client: ClientRecord;
  /** Absent where no user has the name and the client hides who exists. */
  readonly user: UserRecord | undefined;
  /** What to count attempts by: the same for every name of one user. */
  readonly name: string;
}

/**
 * Checks the client and finds the account. Every caller is told that an account is disabled.
 * @throws ResourceNotFoundException, NotAuthorizedException or, for clients that do not hide it,
 * UserNotFoundException.
 */
export function findAccount(pool: Pool, who: Named): Account {
  const client = requireClient(pool, who);
  return accountOf(pool, { client, user: pool.users.findForSignIn(who.Username) }, who);
}

/** As {@link findAccount}; the user migration trigger may know a name that the pool does not. */
export async function findOrMigrateAccount(pool: Pool, who: Named): Promise<Account> {
  const client = requireClient(pool, who);
  const context = { pool, client, clientMetadata: who.ClientMetadata };
  const user = pool.users.findForSignIn(who.Username) ?? (await migrateUser(context, { name: who.Username }));
  return accountOf(pool, { client, user }, who);
}

function requireClient(pool: Pool, { ClientId, Username, SecretHash }: Named): ClientRecord {
  const client = pool.clients.require(ClientId);
  checkSecretHash(client, Username, SecretHash);
  return client;
}

function accountOf(
  { users }: Pool,
  { client, user }: Pick<Account, 'client' | 'user'>,
  { Username }: Named,
): Account {
  if (!user && !hidesUserExistence(client))
    throw new CognitoException('UserNotFoundException', 'Username/client id combination not found.', {
      expected: 'the name of a user of the pool',
      sent: Username,
    });
  if (user && !user.enabled) throw userIsDisabled();
  return { client, user, name: user?.username ?? users.fold(Username) };
}
