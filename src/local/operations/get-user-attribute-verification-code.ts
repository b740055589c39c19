import * as v from 'valibot';
import { sendCode } from '../account/send-code.js';
import { requireContact } from '../account/verifiable.js';
import { invalidParameter } from '../internal/exception.js';
import { ownOperation } from './definition.js';
import { attributeName, metadata } from './schemas.js';

export const getUserAttributeVerificationCode = ownOperation({
  name: 'GetUserAttributeVerificationCode',
  input: v.object({ AttributeName: attributeName, ClientMetadata: metadata }),
  handle: async ({ AttributeName, ClientMetadata: clientMetadata }, { pool, user, userSession }) => {
    const contact = requireContact(AttributeName);
    // A new address that waits for its proof comes before the one that still counts.
    const to = pool.codes.find(user.username, contact)?.to ?? user.attributes[contact];
    if (!to) throw invalidParameter(`User does not have the attribute ${contact}.`);
    pool.attempts.spend('GetUserAttributeVerificationCode', user.username);
    const code = { purpose: contact, reason: 'VerifyUserAttribute', contact, to } as const;
    const client = pool.clients.find(userSession.clientId);
    return { CodeDeliveryDetails: await sendCode({ pool, client, clientMetadata }, user, code) };
  },
});
