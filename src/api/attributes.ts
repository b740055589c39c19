import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { check } from '../internal/options.js';
import { custom, record } from '../internal/schemas.js';

/** What an attribute may be set to. Cognito keeps text; `true` becomes `"true"`, and an empty string deletes. */
export type AttributeValue = string | boolean | number;

/** Attributes by name. Custom ones are written with their prefix: `custom:state`. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * What the application calls an attribute, by Cognito's name: `{ given_name: 'first_name' }` lets it read and write
 * `first_name`.
 */
export type AttributeMap = Readonly<Record<string, string>>;

/** The attributes that are flags. Cognito writes them as text, as it does all. */
export const FLAGS = ['email_verified', 'phone_number_verified'] as const;

/** Turns the application's name for an attribute back into Cognito's. */
export function cognitoNames(attrMap: AttributeMap): (name: string) => string {
  const names = new Map(Object.entries(attrMap).map(([cognito, ours]) => [ours, cognito]));
  return name => names.get(name) ?? name;
}

const isAttributeValue = (value: unknown): boolean => ['string', 'boolean', 'number'].includes(typeof value);

const attributesSchema = record(
  custom<AttributeValue>(isAttributeValue, 'must be a string, a boolean or a number'),
  'must be an object of attributes',
);

/** Attributes as Cognito's requests carry them. @throws {InvalidOptionError} naming the one at fault. */
export function toAttributeList(
  attributes: Attributes,
  attrMap: AttributeMap = {},
  field = 'attributes',
): AttributeType[] {
  const cognitoName = cognitoNames(attrMap);
  const checked = check(attributesSchema, attributes, field);
  return Object.entries(checked).map(([name, value]) => ({ Name: cognitoName(name), Value: String(value) }));
}

/** Attributes as Cognito's answers carry them. The two `…_verified` flags become booleans; the rest stays text. */
export function fromAttributeList(
  list: readonly AttributeType[] = [],
  attrMap: AttributeMap = {},
): Readonly<Record<string, string | boolean>> {
  return Object.fromEntries(
    list.map(({ Name = '', Value = '' }) => [
      Object.hasOwn(attrMap, Name) ? attrMap[Name] : Name,
      FLAGS.some(flag => flag === Name) ? Value === 'true' : Value,
    ]),
  );
}
