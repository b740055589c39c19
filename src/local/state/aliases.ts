import { CognitoException } from '../exception.js';
import type { Pool } from '../pool.js';
import type { Attributes } from './attributes.js';
import type { UserRecord } from './users.js';

const NAMES: Readonly<Record<string, string>> = { phone_number: 'phone_number', email: 'email' };

/**
 * Makes sure that nobody else signs in by one of these attributes.
 * @param force Takes the alias away from whoever has it (ForceAliasCreation).
 * @throws AliasExistsException, or UsernameExistsException where the attribute is the username.
 */
export function releaseAliases(
  { users, settings }: Pick<Pool, 'users' | 'settings'>,
  attributes: Attributes,
  force: boolean,
): void {
  const { UsernameAttributes, AliasAttributes } = settings();
  for (const name of UsernameAttributes) {
    if (attributes[name] && users.findByAlias(attributes[name]))
      throw new CognitoException('UsernameExistsException', 'User account already exists');
  }
  for (const name of AliasAttributes) {
    const counts = name === 'preferred_username' || attributes[`${name}_verified`] === 'true';
    const holder = counts && attributes[name] ? users.findByAlias(attributes[name]) : undefined;
    if (!holder) continue;
    if (!force)
      throw new CognitoException(
        'AliasExistsException',
        `An account with the ${NAMES[name] ?? 'preferred_username'} already exists.`,
      );
    users.change(holder, { attributes: withoutAlias(holder, name) });
  }
}

/** A contact stays, unverified; a preferred username goes. */
function withoutAlias({ attributes }: UserRecord, name: string): Attributes {
  if (name !== 'preferred_username') return { ...attributes, [`${name}_verified`]: 'false' };
  const { preferred_username: _, ...rest } = attributes;
  return rest;
}
