import type { CallContext } from '../pool/pool.js';
import type { Message } from '../state/outbox.js';
import type { UserRecord } from '../state/user-record.js';
import { runCustomMessage } from '../triggers/custom-message.js';

interface MessageToSend extends Pick<Message, 'to' | 'medium' | 'reason'> {
  /** Makes the code, once nothing stands in the way of sending it. */
  readonly code: () => string;
}

/** Sends a message, worded by the pool's trigger where it has one. @throws what the trigger refuses with */
export async function sendMessage(
  context: CallContext,
  user: UserRecord,
  { code: makeCode, ...message }: MessageToSend,
): Promise<void> {
  const wording = await runCustomMessage(context, user, message);
  const code = makeCode();
  context.pool.outbox.send({ username: user.username, ...message, code, ...wording(code) });
}
