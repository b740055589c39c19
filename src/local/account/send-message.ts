import type { Message } from '../state/outbox.js';
import type { UserRecord } from '../state/users.js';
import { runCustomMessage } from '../triggers/custom-message.js';
import type { Occasion } from '../triggers/event.js';

interface MessageToSend extends Pick<Message, 'to' | 'medium' | 'reason'> {
  /** Makes the code, once nothing stands in the way of sending it. */
  readonly code: () => string;
}

/** Sends a message, worded by the pool's trigger where it has one. @throws what the trigger refuses with */
export async function sendMessage(
  occasion: Occasion,
  user: UserRecord,
  { code: makeCode, ...message }: MessageToSend,
): Promise<void> {
  const wording = await runCustomMessage(occasion, user, message);
  const code = makeCode();
  occasion.pool.outbox.send({ username: user.username, ...message, code, ...wording(code) });
}
