import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { type AttributeMap, FLAGS, fromAttributeList, toAttributeList } from './attributes.js';

const TEXTS = [
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
] as const;

/** Cognito's names of them. */
export const STANDARD_ATTRIBUTES: readonly string[] = [...TEXTS, ...FLAGS];

/** The attributes of every pool, which are OpenID Connect's claims (Core 1.0, section 5.1). `undefined` deletes. */
export type StandardAttributes = { [Name in (typeof TEXTS)[number]]?: string | undefined } & {
  [Name in (typeof FLAGS)[number]]?: boolean | undefined;
};

/** An attribute map that renames nothing. */
export type NoMap = Readonly<Record<never, string>>;

/** A user's attributes, under the names that an attribute map gives them. */
export type UserAttributes<Map extends AttributeMap = NoMap> = string extends keyof Map
  ? Record<string, string | boolean | undefined>
  : {
      [Name in keyof StandardAttributes as Name extends keyof Map
        ? Map[Name]
        : Name]?: StandardAttributes[Name];
    } & {
      -readonly [Name in keyof Map as Name extends keyof StandardAttributes ? never : Map[Name]]?:
        | string
        | undefined;
    };

/** Custom attributes, without their prefix. `undefined` deletes. */
export type CustomAttributes = Record<string, string | undefined>;

const CUSTOM = 'custom:';

/** The standard attributes and the custom ones, out of one of Cognito's lists. */
export function readAttributes(list: readonly AttributeType[], attrMap: AttributeMap) {
  const isCustom = ({ Name = '' }: AttributeType) => Name.startsWith(CUSTOM) && !Object.hasOwn(attrMap, Name);
  const standard = list.filter(attribute => attribute.Name !== 'sub' && !isCustom(attribute));
  const custom = list.filter(isCustom).map(({ Name = '', Value = '' }) => [Name.slice(CUSTOM.length), Value]);
  return {
    attributes: fromAttributeList(standard, attrMap),
    custom: Object.fromEntries(custom) as CustomAttributes,
  };
}

/** The same, back under Cognito's names and as text. What is undefined is left out. */
export function writeAttributes(
  attributes: Readonly<Record<string, string | boolean | undefined>>,
  custom: CustomAttributes,
  attrMap: AttributeMap,
): ReadonlyMap<string, string> {
  const prefixed = Object.entries(custom).map(([name, value]) => [`${CUSTOM}${name}`, value]);
  const present = [...Object.entries(attributes), ...prefixed].filter(([, value]) => value !== undefined);
  const list = toAttributeList(Object.fromEntries(present), attrMap);
  return new Map(list.map(({ Name = '', Value = '' }) => [Name, Value]));
}

/**
 * Refuses a map that puts two attributes under one name: they would overwrite each other.
 *
 * @throws {InvalidOptionError} naming the entry at fault.
 */
export function checkAttributeMap(attrMap: AttributeMap | undefined): void {
  if (!attrMap) return;
  const taken = new Set<string>(STANDARD_ATTRIBUTES.filter(name => !Object.hasOwn(attrMap, name)));
  for (const [name, ours] of Object.entries(attrMap)) {
    if (taken.has(ours))
      throw new InvalidOptionError(`attrMap.${name}`, 'gives a name that another attribute has');
    taken.add(ours);
  }
}
