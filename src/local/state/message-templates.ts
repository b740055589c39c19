import type { Message, MessageReason } from './outbox.js';
import type { PoolSettings } from './settings.js';

/** What stands for the code in a text, and for the username in an invitation. */
export const CODE = '{####}';
export const USERNAME = '{username}';

/** How a message reads, with placeholders. Undefined members: the service's own words. */
export interface Template {
  readonly body?: string | null | undefined;
  readonly subject?: string | null | undefined;
}

interface Recipient {
  readonly code: string;
  /** Only an invitation names the user. */
  readonly username?: string | undefined;
}

/** The message of a template. In one pass: what is filled in may look like a placeholder itself. */
export const fillTemplate = (
  { body, subject }: Template,
  { code, username = USERNAME }: Recipient,
): Pick<Message, 'subject' | 'text'> => ({
  ...(subject && { subject }),
  ...(body && {
    text: body.replace(/\{####\}|\{username\}/g, found => (found === CODE ? code : username)),
  }),
});

/** The pool's own template of a message. */
export function templateOf(
  settings: PoolSettings,
  reason: MessageReason,
  medium: Message['medium'],
): Template {
  const isSms = medium === 'SMS';
  if (reason === 'AdminCreateUser') {
    const { SMSMessage, EmailMessage, EmailSubject } =
      settings.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
    return isSms ? { body: SMSMessage } : { body: EmailMessage, subject: EmailSubject };
  }
  if (reason === 'Authentication') {
    const { Message: body, Subject: subject } = settings.EmailMfaConfiguration ?? {};
    return isSms ? { body: settings.SmsAuthenticationMessage } : { body, subject };
  }
  const { SmsMessage, EmailMessage, EmailSubject } = settings.VerificationMessageTemplate ?? {};
  return isSms ? { body: SmsMessage } : { body: EmailMessage, subject: EmailSubject };
}
