import { notAuthorized } from '../internal/exception.js';
import type { CallContext } from '../pool/pool.js';
import { claimAliases } from '../state/aliases.js';
import type { Attributes } from '../state/attributes.js';
import type { UserRecord } from '../state/user-record.js';
import { runPostConfirmation } from '../triggers/post-confirmation.js';

/** @throws NotAuthorizedException for an account that is not waiting for it. */
export function refuseUnlessUnconfirmed({ status }: UserRecord): void {
  if (status !== 'UNCONFIRMED')
    throw notAuthorized(`User cannot be confirmed. Current status is ${status}`, {
      expected: 'a user whose status is UNCONFIRMED',
      sent: `one whose status is ${status}`,
    });
}

/**
 * Confirms an account, which may sign in from then on.
 * @param verified Attributes that came out verified on the way.
 * @param force Takes an alias away from the user who has it (ForceAliasCreation).
 * @throws AliasExistsException, and what the post confirmation trigger throws, which leaves the account confirmed
 */
export async function confirmAccount(
  context: CallContext,
  user: UserRecord,
  verified: Attributes,
  force = false,
): Promise<void> {
  const { pool } = context;
  const changes = { status: 'CONFIRMED', attributes: { ...user.attributes, ...verified } } as const;
  claimAliases(pool, { ...user, ...changes }, force);
  const confirmed = pool.users.change(user, changes);
  pool.codes.drop(user.username, 'sign-up');
  await runPostConfirmation(context, 'PostConfirmation_ConfirmSignUp', confirmed);
}
