import { randomUuid } from '../random.js';
import { keepPassword } from '../sign-in/passwords.js';
import { releaseAliases } from '../state/aliases.js';
import { checkAttributes, checkMutable } from '../state/attributes.js';
import { nameNewUser } from '../state/user-names.js';
import type { UserRecord } from '../state/users.js';
import type { Occasion } from '../triggers/event.js';
import { runUserMigration, type Stranger, type UserMigrationResponse } from '../triggers/user-migration.js';
import { sendInvitation } from './invite.js';
import { newUserRecord } from './new-user.js';

/**
 * Takes somebody over whom the pool's trigger knows; nobody where it does not, or there is none.
 * @throws what the trigger refuses with, and what any new user may be refused with
 */
export async function migrateUser(occasion: Occasion, stranger: Stranger): Promise<UserRecord | undefined> {
  const { users } = occasion.pool;
  const answer = await runUserMigration(occasion, stranger);
  // Another call may have been faster.
  const known = users.findForSignIn(stranger.name);
  if (known || Object.keys(answer.userAttributes ?? {}).length === 0) return known;
  const user = users.save(migrated(occasion, stranger, answer));
  // The password is the user's own, and stays out of the message.
  if (answer.messageAction !== 'SUPPRESS')
    await sendInvitation(occasion, user, { media: answer.desiredDeliveryMediums, code: '' });
  return user;
}

/** The policy for passwords is not asked: this one is in use already. */
function migrated(
  { pool }: Occasion,
  { name, password }: Stranger,
  { userAttributes, finalUserStatus, forceAliasCreation }: UserMigrationResponse,
): UserRecord {
  const settings = pool.settings();
  const given = userAttributes ?? {};
  checkMutable(given);
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
