import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { CODE, type Template, USERNAME } from '../state/message-templates.js';
import type { Message, MessageReason } from '../state/outbox.js';
import type { UserRecord } from '../state/user-record.js';
import { callTrigger, type TriggerKind, text } from './call.js';
import {
  type AboutUser,
  attributesOf,
  headOf,
  metadataOf,
  type Trigger,
  type TriggerContext,
  type TriggerEvent,
} from './event.js';

export interface CustomMessageResponse {
  /** Text with `codeParameter` in it, where the code goes. */
  smsMessage?: string | null | undefined;
  /** As `smsMessage`. */
  emailMessage?: string | null | undefined;
  emailSubject?: string | null | undefined;
}

/** Comes before a message goes out, and may word it. */
export type CustomMessageEvent = TriggerEvent<
  `CustomMessage_${MessageReason}`,
  AboutUser & {
    /** What stands for the code in a text. The code itself is not told. */
    readonly codeParameter: string;
    /** What stands for the username, in invitations; else `null`. */
    readonly usernameParameter: string | null;
  },
  CustomMessageResponse
>;

const customMessage: TriggerKind<CustomMessageResponse> = {
  name: 'CustomMessage',
  response: v.object({ smsMessage: text, emailMessage: text, emailSubject: text }),
};

/** Asks the pool's trigger how to word a message. @throws what the trigger refuses with */
export async function runCustomMessage(
  context: TriggerContext<'customMessage', Trigger<CustomMessageEvent>>,
  user: UserRecord,
  { reason, medium }: Pick<Message, 'reason' | 'medium'>,
): Promise<Template> {
  const trigger = context.pool.triggers.customMessage;
  if (!trigger) return {};
  const { username } = user;
  const { smsMessage, emailMessage, emailSubject } = await callTrigger<
    CustomMessageResponse,
    CustomMessageEvent
  >(customMessage, trigger, {
    ...headOf(context, username),
    triggerSource: `CustomMessage_${reason}`,
    request: {
      userAttributes: attributesOf(user),
      codeParameter: CODE,
      usernameParameter: reason === 'AdminCreateUser' ? USERNAME : null,
      ...metadataOf(context),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const [body, subject] = medium === 'SMS' ? [smsMessage] : [emailMessage, emailSubject];
  if (body) requireCode(body, medium);
  return { body, subject };
}

/** @throws InvalidParameterException, as the service does, for a text that would keep the code from the user. */
function requireCode(body: string, medium: Message['medium']): void {
  if (body.includes(CODE)) return;
  const member = medium === 'SMS' ? 'smsMessage' : 'emailBody';
  throw invalidParameter(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*`,
  );
}
