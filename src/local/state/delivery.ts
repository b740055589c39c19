import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { ContactAttribute } from './settings.js';

/** Where a code went, with the address masked: `t***@e***`, `+*******9934`. */
export function deliveryDetails(AttributeName: ContactAttribute, address: string): CodeDeliveryDetailsType {
  return { AttributeName, DeliveryMedium: mediumOf(AttributeName), Destination: maskContact(address) };
}

export const mediumOf = (attribute: ContactAttribute) => (attribute === 'email' ? 'EMAIL' : 'SMS');

export function maskContact(address: string): string {
  const [mailbox = '', domain] = address.split('@');
  if (domain !== undefined) return `${mailbox.slice(0, 1)}***@${domain.slice(0, 1)}***`;
  return `+${'*'.repeat(Math.max(address.length - 5, 0))}${address.slice(-4)}`;
}
