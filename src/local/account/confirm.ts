import { notAuthorized } from '../exception.js';
import type { Pool } from '../pool.js';
import { claimAliases } from '../state/aliases.js';
import type { Attributes } from '../state/attributes.js';
import type { UserRecord } from '../state/users.js';

/** @throws NotAuthorizedException for an account that is not waiting for it. */
export function refuseUnlessUnconfirmed({ status }: UserRecord): void {
  if (status !== 'UNCONFIRMED') throw notAuthorized(`User cannot be confirmed. Current status is ${status}`);
}

/**
 * Makes an account one that signs in.
 * @param verified Attributes that came out verified on the way.
 * @param force Takes an alias away from whoever has it (ForceAliasCreation).
 * @throws AliasExistsException
 */
export function confirmAccount(pool: Pool, user: UserRecord, verified: Attributes, force = false): void {
  const changes = { status: 'CONFIRMED', attributes: { ...user.attributes, ...verified } } as const;
  claimAliases(pool, { ...user, ...changes }, force);
  pool.users.change(user, changes);
  pool.codes.drop(user.username, 'sign-up');
}
