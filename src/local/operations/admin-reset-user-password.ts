import * as v from 'valibot';
import { noRecoveryContact, recoveryContact, refuseResetInState } from '../account/recovery.js';
import { sendCode } from '../account/send-code.js';
import { userIsDisabled } from '../internal/exception.js';
import { adminUserOperation } from './definition.js';
import { metadata } from './schemas.js';

export const adminResetUserPassword = adminUserOperation({
  name: 'AdminResetUserPassword',
  input: v.object({ ClientMetadata: metadata }),
  handle: async ({ ClientMetadata: clientMetadata }, { pool, user }) => {
    if (!user.enabled) throw userIsDisabled();
    refuseResetInState(user);
    const contact = recoveryContact(pool.settings(), user);
    if (!contact) throw noRecoveryContact();
    const changed = pool.users.change(user, { status: 'RESET_REQUIRED' });
    const code = { purpose: 'forgot-password', reason: 'ForgotPassword', contact } as const;
    await sendCode({ pool, clientMetadata }, changed, code);
    return {};
  },
});
