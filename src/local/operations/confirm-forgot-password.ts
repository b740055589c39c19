import * as v from 'valibot';
import { findAccount } from '../account/find-account.js';
import { withNewPassword } from '../account/new-password.js';
import { codeMismatch } from '../state/codes.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import { runPostConfirmation } from '../triggers/post-confirmation.js';
import { publicOperation } from './definition.js';
import { confirmationCode, named, password } from './schemas.js';

export const confirmForgotPassword = publicOperation({
  name: 'ConfirmForgotPassword',
  input: v.object({ ...named, ConfirmationCode: confirmationCode, Password: password }),
  handle: async ({ ConfirmationCode, Password, ...who }, pool) => {
    const { client, user, name } = findAccount(pool, who);
    checkPasswordPolicy(pool.settings(), Password);
    pool.attempts.guess('ConfirmForgotPassword', name, () => {
      if (!user) throw codeMismatch();
      return pool.codes.require(name, 'forgot-password', ConfirmationCode);
    });
    if (!user) return {};
    const changes = withNewPassword(pool, user, Password);
    const status = user.status === 'RESET_REQUIRED' ? 'CONFIRMED' : user.status;
    const changed = pool.users.change(user, { ...changes, status });
    pool.lockout.forget(name);
    pool.codes.drop(name, 'forgot-password');
    const context = { pool, client, clientMetadata: who.ClientMetadata };
    await runPostConfirmation(context, 'PostConfirmation_ConfirmForgotPassword', changed);
    return {};
  },
});
