import * as v from 'valibot';
import { findOrMigrateAccount } from '../account/find-account.js';
import { noRecoveryContact, recoveryContact, refuseResetInState } from '../account/recovery.js';
import { sendCode } from '../account/send-code.js';
import { simulatedDelivery } from '../account/simulated-delivery.js';
import { hidesUserExistence } from '../state/clients.js';
import { publicOperation } from './definition.js';
import { named } from './schemas.js';

export const forgotPassword = publicOperation({
  name: 'ForgotPassword',
  input: v.object(named),
  handle: async (who, pool) => {
    const { client, user, name } = await findOrMigrateAccount(pool, who);
    if (user) refuseResetInState(user);
    const contact = user && recoveryContact(pool.settings(), user);
    if (!contact && !hidesUserExistence(client)) throw noRecoveryContact();
    pool.attempts.spend('ForgotPassword', name);
    if (!user || !contact) return { CodeDeliveryDetails: simulatedDelivery(pool, who.Username) };
    const code = { purpose: 'forgot-password', reason: 'ForgotPassword', contact } as const;
    const context = { pool, client, clientMetadata: who.ClientMetadata };
    return { CodeDeliveryDetails: await sendCode(context, user, code) };
  },
});
