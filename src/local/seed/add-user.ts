import { InvalidOptionError } from '../../errors/invalid-option.js';
import { check } from '../../internal/options.js';
import type { Pool, PoolState } from '../pool/pool.js';
import { attributeIn, undeclared } from '../state/attribute-schema.js';
import { type SeedUser, type SeedUserInput, userSchema } from './schema.js';
import { seedUser } from './user.js';

/** A user as {@link addUser} made them. */
export interface AddedUser {
  /** The stored name: the `sub` in pools that sign in by e-mail or phone number. */
  readonly username: string;
  readonly sub: string;
}

/**
 * Adds a user, who may be anything that a seed's user may be.
 * @throws {InvalidOptionError} naming the key at fault.
 */
export function addUser(given: SeedUserInput, state: PoolState, pool: Pool): AddedUser {
  const user = check(userSchema, given, 'user');
  const record = seedUser(user, { what: 'user', state, now: pool.now(), random: pool.random });
  const taken = pool.users.findForSignIn(user.username) ?? pool.users.findForSignIn(record.username);
  if (taken) throw new InvalidOptionError('user.username', 'is there already');
  admitAttributes(user, pool);
  const { username, sub } = pool.users.save(record);
  return { username, sub };
}

/** As with a seed, the custom attributes that a user has join the schema. */
function admitAttributes({ attributes = {} }: SeedUser, { settings, configure }: Pool): void {
  const before = settings();
  const added = Object.keys(attributes).filter(
    name => name.startsWith('custom:') && !attributeIn(before, name),
  );
  if (added.length > 0)
    configure({ ...before, SchemaAttributes: [...before.SchemaAttributes, ...added.map(undeclared)] });
}
