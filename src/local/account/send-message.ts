import type { CallContext } from '../pool/pool.js';
import { fillTemplate, templateOf } from '../state/message-templates.js';
import type { Message } from '../state/outbox.js';
import type { UserRecord } from '../state/user-record.js';
import { runCustomMessage } from '../triggers/custom-message.js';
import { hasSender, runCustomSender } from '../triggers/custom-sender.js';

interface MessageToSend extends Pick<Message, 'to' | 'medium' | 'reason'> {
  /** Makes the code, once nothing stands in the way of sending it. */
  readonly code: () => string;
}

/** Sends a message, worded by the pool's trigger, else by its templates. @throws what the trigger refuses with */
export async function sendMessage(
  context: CallContext,
  user: UserRecord,
  { code: makeCode, ...message }: MessageToSend,
): Promise<void> {
  const { reason, medium } = message;
  const isSent = hasSender(context, medium);
  // A sender words its messages itself.
  const custom = isSent ? {} : await runCustomMessage(context, user, message);
  const own = templateOf(context.pool.settings(), reason, medium);
  const template = { body: custom.body || own.body, subject: custom.subject || own.subject };
  const code = makeCode();
  const { username } = user;
  const recipient = { code, username: reason === 'AdminCreateUser' ? username : undefined };
  context.pool.outbox.send({ username, ...message, code, ...fillTemplate(template, recipient) });
  if (isSent) await runCustomSender(context, user, { reason, medium, code });
}
