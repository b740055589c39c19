import type { Pool } from '../pool/pool.js';
import { isHashOf } from '../state/password-hash.js';
import { keepPassword } from '../state/passwords.js';
import type { UserRecord } from '../state/user-record.js';

/**
 * Puts a verifier in place of an imported hash that `password` fits: from then on the user may also sign in over SRP.
 * @returns The user as they are now.
 */
export async function adoptImportedPassword(
  { users, settings, random }: Pick<Pool, 'users' | 'settings' | 'random'>,
  user: UserRecord,
  password: string,
): Promise<UserRecord> {
  const { importedHash } = user;
  if (!importedHash || !(await isHashOf(importedHash, password))) return user;
  const current = users.findForSignIn(user.username);
  // Another password may have been set while the hash was computed.
  if (current?.importedHash !== importedHash) return current ?? user;
  return users.save({
    ...current,
    password: keepPassword(settings(), current.username, password, random),
    importedHash: undefined,
  });
}
