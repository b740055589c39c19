import { InvalidOptionError } from '../../errors/invalid-option.js';
import { fromHex } from '../../internal/bytes.js';
import { check } from '../../internal/options.js';
import { createVerifierOnDemand } from '../../srp/server.js';
import type { PoolState } from '../pool/pool.js';
import { poolNameOf } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { seedSchema } from './schema.js';

/**
 * Gives users the verifiers that a first start computes in the background, where it ended before it had them all. They
 * come from the same seed.
 * @throws {InvalidOptionError} where the seed does not have them.
 */
export function completePasswords(
  state: PoolState,
  seed: unknown,
  { what }: { readonly what: string },
): void {
  const incomplete = [...state.users].filter(([, { password }]) => password && !password.verifier);
  if (incomplete.length === 0) return;
  const { users = [] } = check(seedSchema, seed, what);
  const fold = (name: string) => (state.settings.CaseSensitive ? name : name.toLowerCase());
  const passwords = new Map(users.map(({ username, password }) => [fold(username), password]));
  for (const [key, user] of incomplete) {
    const password = namesOf(user)
      .map(name => passwords.get(fold(name)))
      .find(Boolean);
    if (password === undefined)
      throw new InvalidOptionError(
        `${what}.users`,
        `must be those of the first start, which ended before it had kept all their passwords: ${user.username} is missing`,
      );
    state.users.set(key, withPassword(user, password, state));
  }
}

/** What a seed may call the user. */
const namesOf = ({ username, attributes }: UserRecord): string[] =>
  [username, attributes.email, attributes.phone_number].filter(name => name !== undefined);

function withPassword(user: UserRecord, password: string, { settings }: PoolState): UserRecord {
  const { salt = '', temporarySince } = user.password ?? {};
  const random = () => fromHex(salt.padStart(32, '0'));
  const { username } = user;
  const made = createVerifierOnDemand({ poolName: poolNameOf(settings), username, password, random });
  return { ...user, password: Object.assign(made, temporarySince !== undefined && { temporarySince }) };
}
