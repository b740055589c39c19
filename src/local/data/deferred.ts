import { isDeferred } from '../../srp/server.js';
import type { Records } from '../state/records.js';
import type { UserRecord } from '../state/user-record.js';
import type { Journal } from './journal.js';

/** Half a millisecond each: so long a request may wait. */
const AT_ONCE = 4;

/** The users whose verifier a first start has left for later. */
export const deferredUsers = (users: Records<UserRecord>): string[] =>
  [...users].filter(([, { password }]) => password && isDeferred(password)).map(([key]) => key);

/**
 * Computes and writes down the verifiers of these users, a few at a time, while requests are answered. Until one is
 * written, a restart takes it from the seed.
 */
export async function keepDeferred(
  users: Records<UserRecord>,
  keys: readonly string[],
  journal: Journal,
  isStopped: () => boolean,
): Promise<void> {
  for (let i = 0; i < keys.length && !isStopped(); i += AT_ONCE)
    await journal.commit(async () => {
      for (const key of keys.slice(i, i + AT_ONCE)) keep(users, key);
    });
}

function keep(users: Records<UserRecord>, key: string): void {
  const user = users.get(key);
  if (!user?.password) return;
  // Reading it computes it; setting the record writes it down.
  if (user.password.verifier) users.set(key, user);
}
