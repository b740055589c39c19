import { createHmac } from 'node:crypto';
import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { Pool } from '../pool/pool.js';
import { deliveryDetails } from '../state/delivery.js';
import type { ContactAttribute } from '../state/settings.js';
import { contactOf } from '../state/user-names.js';

/**
 * The simulated delivery of a code for a user who does not exist: to the address that the name itself is, or else to
 * one that stays the same for the name. Clients that hide who exists are answered with it.
 */
export function simulatedDelivery(pool: Pool, name: string): CodeDeliveryDetailsType {
  const usual = pool.settings().AutoVerifiedAttributes.includes('email') ? 'email' : 'phone_number';
  const contact = contactOf(name) ?? usual;
  return deliveryDetails(contact, simulatedAddress(pool, name, contact));
}

/** The e-mail address or phone number that a user of this name might have. */
export function simulatedAddress(
  { simulationKey, users }: Pool,
  name: string,
  contact: ContactAttribute,
): string {
  if (contactOf(name) === contact) return name;
  const bytes = createHmac('sha256', simulationKey)
    .update(`delivery:${users.fold(name)}`)
    .digest();
  const letter = (i: number) => String.fromCharCode(97 + ((bytes[i] ?? 0) % 26));
  if (contact === 'email') return `${letter(0)}@${letter(1)}`;
  return `+${(bytes.readUInt32BE(4) % 1e10).toString().padStart(11, '4')}`;
}
