import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter, notAuthorized } from '../internal/exception.js';
import type { ClientRecord } from './clients.js';
import type { PoolSettings } from './settings.js';
import type { UserRecord } from './user-record.js';

/** The standard attributes of every pool: OpenID Connect's claims (Core 1.0, section 5.1) plus `sub`. */
export const STANDARD_ATTRIBUTES: readonly string[] =
  'address,birthdate,email,email_verified,family_name,gender,given_name,locale,middle_name,name,nickname,phone_number,phone_number_verified,picture,preferred_username,profile,sub,updated_at,website,zoneinfo'.split(
    ',',
  );

export type Attributes = Readonly<Record<string, string>>;

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE_NUMBER = /^\+\d{1,15}$/;

export const isEmail = (text: string): boolean => EMAIL.test(text);
export const isPhoneNumber = (text: string): boolean => PHONE_NUMBER.test(text);

/** The wire's list of name and value as an object; a value that is left out reads as empty. */
export const fromAttributeList = (list: readonly AttributeType[] = []): Attributes =>
  Object.fromEntries(list.map(({ Name, Value }) => [Name, Value ?? '']));

/** The user's attributes as the wire lists them, `sub` first; of those, what `client` may read, where one is given. */
export const toAttributeList = ({ sub, attributes }: UserRecord, client?: ClientRecord): AttributeType[] =>
  Object.entries({ sub, ...attributes })
    .filter(([name]) => name === 'sub' || (client?.ReadAttributes?.includes(name) ?? true))
    .map(([Name, Value]) => ({ Name, Value }));

export const isInSchema = ({ customAttributes }: PoolSettings, name: string): boolean =>
  STANDARD_ATTRIBUTES.includes(name) || customAttributes.includes(name);

/** @throws InvalidParameterException for what no caller may change. */
export function checkMutable(attributes: Attributes): void {
  if ('sub' in attributes) throw invalidParameter('user.sub: Attribute cannot be updated.');
}

const LONGEST = 2048;

const nonconforming = (how: string) => invalidParameter(`Attributes did not conform to the schema: ${how}`);

/** @throws InvalidParameterException when a name is not in the pool's schema or a value has the wrong form. */
export function checkAttributes(settings: PoolSettings, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!isInSchema(settings, name))
      throw nonconforming(`Type for attribute {${name}} could not be determined`);
    if (value.length > LONGEST) throw nonconforming(`${name}: String must be at most ${LONGEST} characters`);
  }
  if (attributes.email && !isEmail(attributes.email)) throw invalidParameter('Invalid email address format.');
  if (attributes.phone_number && !isPhoneNumber(attributes.phone_number))
    throw invalidParameter('Invalid phone number format.');
}

/** @throws NotAuthorizedException when the client may not write one of the attributes. */
export function checkWritable({ WriteAttributes }: ClientRecord, attributes: Attributes): void {
  const writable = (name: string) =>
    name !== 'sub' && !name.endsWith('_verified') && (!WriteAttributes || WriteAttributes.includes(name));
  if (!Object.keys(attributes).every(writable))
    throw notAuthorized('A client attempted to write unauthorized attribute');
}
