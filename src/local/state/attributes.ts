import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter, notAuthorized } from '../internal/exception.js';
import { type AttributeSchema, attributeIn, misfit } from './attribute-schema.js';
import type { ClientRecord } from './clients.js';
import type { PoolSettings } from './settings.js';
import type { UserRecord } from './user-record.js';

export type Attributes = Readonly<Record<string, string>>;

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE_NUMBER = /^\+\d{1,15}$/;

export const isEmail = (text: string): boolean => EMAIL.test(text);
export const isPhoneNumber = (text: string): boolean => PHONE_NUMBER.test(text);

/** The wire's list of name and value as an object; a value that is left out reads as empty. */
export const fromAttributeList = (list: readonly AttributeType[] = []): Attributes =>
  Object.fromEntries(list.map(({ Name, Value }) => [Name, Value ?? '']));

/** Attributes that only administrators see. */
const isForDevelopers = (name: string): boolean => name.startsWith('dev:');

/** Whether an app client may read the attribute. */
export const isReadable = ({ ReadAttributes }: ClientRecord, name: string): boolean =>
  !isForDevelopers(name) && (ReadAttributes?.includes(name) ?? true);

/** The user's attributes as the wire lists them, `sub` first; of those, what `client` may read, where one is given. */
export const toAttributeList = ({ sub, attributes }: UserRecord, client?: ClientRecord): AttributeType[] =>
  Object.entries({ sub, ...attributes })
    .filter(([name]) => name === 'sub' || !client || isReadable(client, name))
    .map(([Name, Value]) => ({ Name, Value }));

/** @throws InvalidParameterException for what no caller may change once the user is there. */
export function checkMutable(settings: PoolSettings, attributes: Attributes): void {
  const fixed = Object.keys(attributes).find(name => attributeIn(settings, name)?.Mutable === false);
  if (fixed !== undefined) throw invalidParameter(`user.${fixed}: Attribute cannot be updated.`);
}

const nonconforming = (how: string) => invalidParameter(`Attributes did not conform to the schema: ${how}`);

/**
 * @param attributes As they are sent: an empty value deletes, or says nothing.
 * @throws InvalidParameterException when a name is not in the pool's schema or a value does not fit it.
 */
export function checkAttributes(settings: PoolSettings, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const schema = attributeIn(settings, name);
    if (!schema) throw nonconforming(`Type for attribute {${name}} could not be determined`);
    const problem = value === '' ? undefined : misfit(schema, value);
    if (problem) throw nonconforming(`${name}: ${problem}`);
  }
  if (attributes.email && !isEmail(attributes.email)) throw invalidParameter('Invalid email address format.');
  if (attributes.phone_number && !isPhoneNumber(attributes.phone_number))
    throw invalidParameter('Invalid phone number format.');
}

/** The attributes that the pool requires and a user does not have. */
export const missingAttributes = ({ SchemaAttributes }: PoolSettings, attributes: Attributes): string[] =>
  SchemaAttributes.filter(({ Name, Required }) => Required && !attributes[Name] && Name !== 'sub').map(
    ({ Name }: AttributeSchema) => Name,
  );

/** @throws InvalidParameterException naming each attribute that the pool requires and the user would not have. */
export function checkRequired(settings: PoolSettings, attributes: Attributes): void {
  const missing = missingAttributes(settings, attributes);
  if (missing.length > 0)
    throw nonconforming(missing.map(name => `${name}: The attribute is required`).join('\n'));
}

/** @throws NotAuthorizedException when the client may not write one of the attributes. */
export function checkWritable({ WriteAttributes }: ClientRecord, attributes: Attributes): void {
  const writable = (name: string) =>
    name !== 'sub' &&
    !name.endsWith('_verified') &&
    !isForDevelopers(name) &&
    (!WriteAttributes || WriteAttributes.includes(name));
  if (!Object.keys(attributes).every(writable))
    throw notAuthorized('A client attempted to write unauthorized attribute');
}
