import type { CallContext } from '../pool/pool.js';
import type { Attributes } from '../state/attributes.js';
import { mediumOf } from '../state/delivery.js';
import type { ContactAttribute } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { sendMessage } from './send-message.js';

type Media = readonly ('SMS' | 'EMAIL')[];

/**
 * Tells a user that an account was created for them.
 * @param media How; where the request does not say, by SMS, or by e-mail to a user who has no phone.
 */
export async function sendInvitation(
  context: CallContext,
  user: UserRecord,
  { media, code }: { readonly media: Media | null | undefined; readonly code: string },
): Promise<void> {
  for (const contact of contactsToInvite(media, user.attributes)) {
    const message = { to: user.attributes[contact] ?? '', medium: mediumOf(contact) } as const;
    await sendMessage(context, user, { ...message, reason: 'AdminCreateUser', code: () => code });
  }
}

function contactsToInvite(wished: Media | null | undefined, known: Attributes): ContactAttribute[] {
  const media = wished ?? [known.phone_number ? 'SMS' : 'EMAIL'];
  const contacts = media.map(medium => (medium === 'SMS' ? 'phone_number' : 'email'));
  return contacts.filter(contact => known[contact]);
}
