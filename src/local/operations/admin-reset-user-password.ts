import * as v from 'valibot';
import { noRecoveryContact, recoveryContact, refuseResetInState } from '../account/recovery.js';
import { sendCode } from '../account/send-code.js';
import { userIsDisabled } from '../internal/exception.js';
import { operation } from './definition.js';
import { metadata, username, userPoolId } from './schemas.js';

export const adminResetUserPassword = operation({
  name: 'AdminResetUserPassword',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username, ClientMetadata: metadata }),
  handle: async ({ Username, ClientMetadata: clientMetadata }, pool) => {
    const user = pool.users.require(Username);
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
