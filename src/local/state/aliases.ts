import { CognitoException } from '../internal/exception.js';
import type { Attributes } from './attributes.js';
import type { PoolSettings } from './settings.js';
import type { UserRecord } from './user-record.js';
import { aliasNamesOf, type Users } from './users.js';

interface Needs {
  readonly users: Users;
  readonly settings: () => PoolSettings;
}

/**
 * Whether one of the attributes is the sign-in name of another user, in pools whose usernames are e-mail addresses
 * or phone numbers.
 */
export function nameIsTaken({ users, settings }: Needs, attributes: Attributes): boolean {
  return settings().UsernameAttributes.some(
    name => attributes[name] && users.findByAlias(attributes[name]) !== undefined,
  );
}

/**
 * Makes sure that no other user signs in by one of these attributes.
 * @param force Takes the alias away from the user who has it (ForceAliasCreation).
 * @throws AliasExistsException, or UsernameExistsException where the attribute is the username.
 */
export function releaseAliases(pool: Needs, attributes: Attributes, force: boolean): void {
  if (nameIsTaken(pool, attributes))
    throw new CognitoException('UsernameExistsException', 'User account already exists');
  claimAliases(pool, { attributes, status: 'CONFIRMED' }, force);
}

/** A user as they are about to be saved. Without a `username` they are new. */
interface Claimant {
  readonly username?: string;
  readonly attributes: Attributes;
  readonly status: UserRecord['status'];
}

/**
 * Makes sure that only `claimant` signs in by what is now an alias of theirs.
 * @param force Takes the alias away from the user who has it (ForceAliasCreation).
 * @throws AliasExistsException
 */
export function claimAliases({ users, settings }: Needs, claimant: Claimant, force = false): void {
  for (const name of aliasNamesOf(claimant, settings())) {
    const value = claimant.attributes[name];
    const holder = value ? users.findByAlias(value) : undefined;
    if (!holder || holder.username === claimant.username) continue;
    if (!force)
      throw new CognitoException('AliasExistsException', `An account with the ${name} already exists.`);
    users.change(holder, { attributes: withoutAlias(holder, name) });
  }
}

/** A contact stays, unverified; a preferred username goes. */
function withoutAlias({ attributes }: UserRecord, name: string): Attributes {
  if (name !== 'preferred_username') return { ...attributes, [`${name}_verified`]: 'false' };
  const { preferred_username: _, ...rest } = attributes;
  return rest;
}
