import { createHmac } from 'node:crypto';
import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { Pool } from '../pool.js';
import { deliveryDetails } from '../state/delivery.js';
import { contactOf } from '../state/user-names.js';

/**
 * Where a code for somebody who does not exist would have gone: what the name itself says, or else something that
 * stays the same for the name. Clients that hide who exists are answered with it.
 */
export function decoyDelivery({ settings, decoyKey }: Pool, name: string): CodeDeliveryDetailsType {
  const typed = contactOf(name);
  if (typed) return deliveryDetails(typed, name);
  const bytes = createHmac('sha256', decoyKey).update(`delivery:${name}`).digest();
  const letter = (i: number) => String.fromCharCode(97 + ((bytes[i] ?? 0) % 26));
  if (settings().AutoVerifiedAttributes.includes('email'))
    return deliveryDetails('email', `${letter(0)}@${letter(1)}`);
  const digits = (bytes.readUInt32BE(4) % 1e10).toString().padStart(11, '4');
  return deliveryDetails('phone_number', `+${digits}`);
}
