import * as v from 'valibot';
import { findAccount } from '../account/find-account.js';
import { contactToVerify, sendCode } from '../account/send-code.js';
import { simulatedDelivery } from '../account/simulated-delivery.js';
import { invalidParameter } from '../internal/exception.js';
import { publicOperation } from './definition.js';
import { named } from './schemas.js';

export const resendConfirmationCode = publicOperation({
  name: 'ResendConfirmationCode',
  input: v.object(named),
  handle: async (who, pool) => {
    const { client, user, name } = findAccount(pool, who);
    if (user && user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
    const contact = user && contactToVerify(pool.settings(), user.attributes);
    if (user && !contact) throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
    pool.attempts.spend('ResendConfirmationCode', name);
    if (!user || !contact) return { CodeDeliveryDetails: simulatedDelivery(pool, who.Username) };
    const code = { purpose: 'sign-up', reason: 'ResendCode', contact } as const;
    const context = { pool, client, clientMetadata: who.ClientMetadata };
    return { CodeDeliveryDetails: await sendCode(context, user, code) };
  },
});
