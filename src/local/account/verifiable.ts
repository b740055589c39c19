import { invalidParameter } from '../internal/exception.js';
import type { ContactAttribute } from '../state/settings.js';

/** @throws InvalidParameterException for an attribute that no code can verify. */
export function requireContact(name: string): ContactAttribute {
  if (name !== 'email' && name !== 'phone_number')
    throw invalidParameter('Only the attributes email and phone_number can be verified.');
  return name;
}
