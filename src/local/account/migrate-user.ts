import { invalidParameter } from '../internal/exception.js';
import { randomUuid } from '../internal/random.js';
import type { CallContext } from '../pool/pool.js';
import { releaseAliases } from '../state/aliases.js';
import { checkAttributes } from '../state/attributes.js';
import { keepPassword } from '../state/passwords.js';
import { nameNewUser } from '../state/user-names.js';
import type { UserRecord } from '../state/user-record.js';
import {
  runUserMigration,
  type UnknownUser,
  type UserMigrationResponse,
} from '../triggers/user-migration.js';
import { sendInvitation } from './invite.js';
import { newUserRecord } from './new-user.js';

/**
 * Makes a user of what the pool's trigger says of a name; undefined where it says nothing, or there is no trigger.
 * @throws what the trigger refuses with, and what any new user may be refused with
 */
export async function migrateUser(
  context: CallContext,
  unknown: UnknownUser,
): Promise<UserRecord | undefined> {
  const { users } = context.pool;
  const answer = await runUserMigration(context, unknown);
  // Another call may have made the user meanwhile.
  const known = users.findForSignIn(unknown.name);
  if (known || Object.keys(answer.userAttributes ?? {}).length === 0) return known;
  const user = users.save(migrated(context, unknown, answer));
  // The password is the user's own, and stays out of the message.
  if (answer.messageAction !== 'SUPPRESS')
    await sendInvitation(context, user, { media: answer.desiredDeliveryMediums, code: '' });
  return user;
}

/** The password is in use already, so the policy does not apply. */
function migrated(
  { pool }: CallContext,
  { name, password }: UnknownUser,
  { userAttributes, finalUserStatus, forceAliasCreation }: UserMigrationResponse,
): UserRecord {
  const settings = pool.settings();
  const given = userAttributes ?? {};
  if ('sub' in given) throw invalidParameter('user.sub: Attribute cannot be updated.');
  const sub = randomUuid(pool.random);
  const named = nameNewUser(settings, { typed: name, sub, attributes: given });
  checkAttributes(settings, named.attributes);
  releaseAliases(pool, named.attributes, forceAliasCreation ?? false);
  return newUserRecord(pool, {
    ...named,
    sub,
    status: finalUserStatus ?? 'CONFIRMED',
    password:
      password === undefined ? undefined : keepPassword(settings, named.username, password, pool.random),
  });
}
