import { invalidParameter } from '../internal/exception.js';
import { type Attributes, isEmail, isPhoneNumber } from './attributes.js';
import type { ContactAttribute, PoolSettings } from './settings.js';

/** The contact that a typed sign-in name is, if it is one. */
export function contactOf(typed: string): ContactAttribute | undefined {
  if (isEmail(typed)) return 'email';
  return isPhoneNumber(typed) ? 'phone_number' : undefined;
}

interface NewUser {
  /** The `Username` of the request. */
  readonly typed: string;
  readonly sub: string;
  readonly attributes: Attributes;
}

/**
 * What a new user is called. In pools with `UsernameAttributes` the typed e-mail or phone number becomes an
 * attribute, and the username is the `sub`.
 * @throws InvalidParameterException
 */
export function nameNewUser(
  { UsernameAttributes, AliasAttributes }: PoolSettings,
  { typed, sub, attributes }: NewUser,
): { readonly username: string; readonly attributes: Attributes } {
  const contact = contactOf(typed);
  if (UsernameAttributes.length === 0) {
    if (contact && AliasAttributes.includes(contact)) throw invalidParameter(couldBeAlias(contact));
    return { username: typed, attributes };
  }
  if (!contact || !UsernameAttributes.includes(contact)) throw invalidParameter(refusal(UsernameAttributes));
  return { username: sub, attributes: { ...attributes, [contact]: typed } };
}

function refusal(allowed: readonly ContactAttribute[]): string {
  if (allowed.length > 1) return 'Username should be either an email or a phone number.';
  return allowed[0] === 'email' ? 'Username should be an email.' : 'Username should be a phone number.';
}

/** A username that is another user's e-mail address would keep that user from signing in by it. */
function couldBeAlias(contact: ContactAttribute): string {
  const format = contact === 'email' ? 'email' : 'phone number';
  return `Username cannot be of ${format} format, since user pool is configured for ${format} alias.`;
}
