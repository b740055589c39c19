import { notAuthorized } from '../exception.js';
import { claimAliases } from '../state/aliases.js';
import type { Attributes } from '../state/attributes.js';
import type { UserRecord } from '../state/users.js';
import type { Occasion } from '../triggers/event.js';
import { runPostConfirmation } from '../triggers/post-confirmation.js';

/** @throws NotAuthorizedException for an account that is not waiting for it. */
export function refuseUnlessUnconfirmed({ status }: UserRecord): void {
  if (status !== 'UNCONFIRMED') throw notAuthorized(`User cannot be confirmed. Current status is ${status}`);
}

/**
 * Makes an account one that signs in.
 * @param verified Attributes that came out verified on the way.
 * @param force Takes an alias away from whoever has it (ForceAliasCreation).
 * @throws AliasExistsException, and what the post confirmation trigger throws, which leaves the account confirmed
 */
export async function confirmAccount(
  occasion: Occasion,
  user: UserRecord,
  verified: Attributes,
  force = false,
): Promise<void> {
  const { pool } = occasion;
  const changes = { status: 'CONFIRMED', attributes: { ...user.attributes, ...verified } } as const;
  claimAliases(pool, { ...user, ...changes }, force);
  const confirmed = pool.users.change(user, changes);
  pool.codes.drop(user.username, 'sign-up');
  await runPostConfirmation(occasion, 'PostConfirmation_ConfirmSignUp', confirmed);
}
