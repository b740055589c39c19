import * as v from 'valibot';
import { adoptImportedPassword } from '../account/imported-password.js';
import { withNewPassword } from '../account/new-password.js';
import { incorrectPassword } from '../internal/exception.js';
import { text } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import { passwordMatches } from '../state/passwords.js';
import type { UserRecord } from '../state/user-record.js';
import { ownOperation } from './definition.js';
import { password } from './schemas.js';
import { memberIsMissing } from './validate.js';

export const changePassword = ownOperation({
  name: 'ChangePassword',
  input: v.object({
    PreviousPassword: v.optional(text({ max: 256 })),
    ProposedPassword: password,
  }),
  handle: async ({ PreviousPassword, ProposedPassword }, { pool, user: found }) => {
    const user = await adoptImportedPassword(pool, found, PreviousPassword ?? '');
    if (user.password || user.importedHash) checkPrevious(pool, user, PreviousPassword);
    checkPasswordPolicy(pool.settings(), ProposedPassword);
    pool.users.change(user, withNewPassword(pool, user, ProposedPassword));
    return {};
  },
});

/** A stolen access token must not serve to guess the password. */
function checkPrevious(pool: Pool, user: UserRecord, typed: string | undefined): void {
  if (typed === undefined) throw memberIsMissing('previousPassword');
  pool.attempts.guess('ChangePassword', user.username, () => {
    const { username, password } = user;
    if (!password || !passwordMatches(pool.settings(), { username, ...password }, typed))
      throw incorrectPassword({
        expected: `the password of ${username}, by its salted verifier`,
        sent: 'another password',
        secrets: { sent: typed },
      });
  });
}
