import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { CallContext } from '../pool/pool.js';
import { claimAliases } from '../state/aliases.js';
import type { Attributes } from '../state/attributes.js';
import type { ContactAttribute, PoolSettings } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { sendCode } from './send-code.js';

const CONTACTS: readonly ContactAttribute[] = ['email', 'phone_number'];

/**
 * Changes attributes of a user; an empty value deletes one. A contact that changes is no longer verified, or, where
 * the pool says so, changes only once it is. Codes go to new contacts that the pool verifies by itself.
 *
 * @returns Where codes went.
 * @throws AliasExistsException, and what the custom message trigger refuses with
 */
export async function changeAttributes(
  context: CallContext,
  user: UserRecord,
  sent: Attributes,
): Promise<CodeDeliveryDetailsType[]> {
  const { pool } = context;
  const changed = CONTACTS.filter(
    contact => sent[contact] !== undefined && sent[contact] !== (user.attributes[contact] ?? ''),
  );
  const settings = pool.settings();
  const held = changed.filter(contact => isHeldBack(settings, contact, sent));
  const now = Object.entries(sent).filter(([name]) => !held.some(contact => contact === name));
  const attributes = applied(user.attributes, Object.fromEntries(now));
  claimAliases(pool, { ...user, attributes });
  const saved = pool.users.change(user, { attributes });
  for (const contact of changed) pool.codes.drop(user.username, contact);
  const sentTo: CodeDeliveryDetailsType[] = [];
  for (const contact of changed) {
    if (!held.includes(contact) && !isAutoVerified(settings, contact, sent)) continue;
    const code = { purpose: contact, reason: 'UpdateUserAttribute', contact, to: sent[contact] } as const;
    sentTo.push(await sendCode(context, saved, code));
  }
  return sentTo;
}

/** Whether the old value stays until a code proves the new one. A caller that may call it verified needs no proof. */
function isHeldBack(settings: PoolSettings, contact: ContactAttribute, sent: Attributes): boolean {
  const careful = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  return Boolean(sent[contact]) && careful.includes(contact) && sent[`${contact}_verified`] !== 'true';
}

const isAutoVerified = (settings: PoolSettings, contact: ContactAttribute, sent: Attributes): boolean =>
  Boolean(sent[contact]) &&
  settings.AutoVerifiedAttributes.includes(contact) &&
  sent[`${contact}_verified`] !== 'true';

function applied(before: Attributes, sent: Attributes): Attributes {
  const attributes = new Map(Object.entries(before));
  for (const contact of CONTACTS) {
    const value = sent[contact];
    if (value === '') attributes.delete(`${contact}_verified`);
    else if (value !== undefined && value !== before[contact]) attributes.set(`${contact}_verified`, 'false');
  }
  for (const [name, value] of Object.entries(sent)) {
    if (value === '') attributes.delete(name);
    else attributes.set(name, value);
  }
  return Object.fromEntries(attributes);
}
