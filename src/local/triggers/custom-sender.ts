import { createCipheriv } from 'node:crypto';
import { toBase64, utf8 } from '../../internal/bytes.js';
import type { RandomSource } from '../../internal/seams.js';
import type { Message, MessageReason } from '../state/outbox.js';
import type { UserRecord } from '../state/user-record.js';
import {
  type AboutUser,
  attributesOf,
  headOf,
  metadataOf,
  type NoResponse,
  type Trigger,
  type TriggerContext,
  type TriggerEvent,
} from './event.js';

type Sender<Source extends string, Type extends string> = TriggerEvent<
  `${Source}_${MessageReason}`,
  AboutUser & {
    readonly type: Type;
    /** The code or temporary password, encrypted under the pool's sender key. */
    readonly code: string;
  },
  NoResponse
>;

/** Sends an SMS in the pool's place. */
export type CustomSMSSenderEvent = Sender<'CustomSMSSender', 'customSMSSenderRequestV1'>;
/** Sends an e-mail in the pool's place. */
export type CustomEmailSenderEvent = Sender<'CustomEmailSender', 'customEmailSenderRequestV1'>;

type SenderContext = TriggerContext<'customSMSSender', Trigger<CustomSMSSenderEvent>> &
  TriggerContext<'customEmailSender', Trigger<CustomEmailSenderEvent>> & {
    readonly pool: { readonly senderKey: Uint8Array; readonly random: RandomSource };
  };

/** Whether the pool has a trigger that sends messages of this medium. */
export const hasSender = ({ pool: { triggers } }: SenderContext, medium: Message['medium']): boolean =>
  (medium === 'SMS' ? triggers.customSMSSender : triggers.customEmailSender) !== undefined;

/** Has the trigger of the message's medium send it. */
export async function runCustomSender(
  context: SenderContext,
  user: UserRecord,
  { reason, medium, code }: Pick<Message, 'reason' | 'medium' | 'code'>,
): Promise<void> {
  const { triggers, senderKey, random } = context.pool;
  const about = { userAttributes: attributesOf(user), ...metadataOf(context) };
  const request = { ...about, code: encryptCode(code, senderKey, random) };
  const head = { ...headOf(context, user.username), response: {} };
  if (medium === 'SMS' && triggers.customSMSSender)
    await deliver<CustomSMSSenderEvent>(triggers.customSMSSender, {
      ...head,
      triggerSource: `CustomSMSSender_${reason}`,
      request: { type: 'customSMSSenderRequestV1', ...request },
    });
  if (medium === 'EMAIL' && triggers.customEmailSender)
    await deliver<CustomEmailSenderEvent>(triggers.customEmailSender, {
      ...head,
      triggerSource: `CustomEmailSender_${reason}`,
      request: { type: 'customEmailSenderRequestV1', ...request },
    });
}

/** The service does not wait for a sender. What it answers counts for nothing; the triggers' log has what it threw. */
const deliver = <Event>(trigger: Trigger<Event>, event: Event): Promise<unknown> =>
  Promise.resolve(event)
    .then(trigger)
    .catch(() => undefined);

const IV_BYTES = 12;

/** AES-256-GCM: the base64 of a 12-byte IV, the ciphertext, and the 16-byte tag. */
function encryptCode(code: string, key: Uint8Array, random: RandomSource): string {
  const iv = random(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const encrypted = [cipher.update(utf8(code)), cipher.final()];
  return toBase64(Buffer.concat([iv, ...encrypted, cipher.getAuthTag()]));
}
