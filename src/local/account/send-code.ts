import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { CallContext } from '../pool/pool.js';
import type { Attributes } from '../state/attributes.js';
import type { CodePurpose } from '../state/codes.js';
import { deliveryDetails, mediumOf } from '../state/delivery.js';
import type { MessageReason } from '../state/outbox.js';
import type { ContactAttribute, PoolSettings } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { sendMessage } from './send-message.js';

interface CodeToSend {
  readonly purpose: CodePurpose;
  readonly reason: MessageReason;
  readonly contact: ContactAttribute;
  /** Default: the contact as the user has it. */
  readonly to?: string | undefined;
}

/** Sends a code, which ends an earlier one of the same purpose. Returns where it went, masked. */
export async function sendCode(
  context: CallContext,
  user: UserRecord,
  { purpose, reason, contact, to = user.attributes[contact] ?? '' }: CodeToSend,
): Promise<CodeDeliveryDetailsType> {
  const { codes } = context.pool;
  const code = () => codes.issue({ username: user.username, purpose, contact, to }).code;
  await sendMessage(context, user, { to, medium: mediumOf(contact), reason, code });
  return deliveryDetails(contact, to);
}

/** The contact that the pool verifies by itself for a new user: the phone where it could be either. */
export const contactToVerify = (
  { AutoVerifiedAttributes }: PoolSettings,
  attributes: Attributes,
): ContactAttribute | undefined =>
  (['phone_number', 'email'] as const).find(
    contact => AutoVerifiedAttributes.includes(contact) && attributes[contact],
  );
