import type { AttributeDataType, SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter } from '../internal/exception.js';
import type { GivenAttribute } from '../members/attribute.js';

/** What the pool knows of one attribute, as DescribeUserPool lists it. */
export interface AttributeSchema extends Readonly<SchemaAttributeType> {
  /** With the prefix of the pool's own attributes. */
  readonly Name: string;
  readonly AttributeDataType: AttributeDataType;
  readonly DeveloperOnlyAttribute: boolean;
  readonly Mutable: boolean;
  readonly Required: boolean;
}

const text = (Name: string, MinLength = '0', MaxLength = '2048'): AttributeSchema => ({
  Name,
  AttributeDataType: 'String',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength, MaxLength },
});

const plain = (Name: string, AttributeDataType: AttributeDataType): AttributeSchema => ({
  Name,
  AttributeDataType,
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
});

/** The attributes of every pool: OpenID Connect's claims (Core 1.0, section 5.1) plus `sub`, as the service orders them. */
const STANDARD: readonly AttributeSchema[] = [
  { ...text('sub', '1'), Mutable: false, Required: true },
  ...'name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email'
    .split(',')
    .map(name => text(name)),
  plain('email_verified', 'Boolean'),
  text('gender'),
  text('birthdate', '10', '10'),
  ...'zoneinfo,locale,phone_number'.split(',').map(name => text(name)),
  plain('phone_number_verified', 'Boolean'),
  text('address'),
  { ...plain('updated_at', 'Number'), NumberAttributeConstraints: { MinValue: '0' } },
];

const STANDARD_BY_NAME = new Map(STANDARD.map(attribute => [attribute.Name, attribute]));

export const STANDARD_ATTRIBUTES: readonly string[] = STANDARD.map(({ Name }) => Name);

interface Declared {
  readonly SchemaAttributes: readonly AttributeSchema[];
}

/** Every attribute of a pool. */
export const schemaOf = ({ SchemaAttributes }: Declared): AttributeSchema[] => [
  ...STANDARD.map(standard => SchemaAttributes.find(({ Name }) => Name === standard.Name) ?? standard),
  ...SchemaAttributes.filter(({ Name }) => !STANDARD_BY_NAME.has(Name)),
];

/** What the pool knows of an attribute; undefined where it has none of the name. */
export const attributeIn = ({ SchemaAttributes }: Declared, name: string): AttributeSchema | undefined =>
  SchemaAttributes.find(({ Name }) => Name === name) ?? STANDARD_BY_NAME.get(name);

/** An attribute as a definition declares it, with the service's defaults, and the prefix of the pool's own. */
export function declared(given: GivenAttribute): AttributeSchema {
  const standard = STANDARD_BY_NAME.get(given.Name);
  if (standard) return declaredStandard(standard, given);
  const { Name, AttributeDataType = 'String', DeveloperOnlyAttribute = false, Mutable = true } = given;
  if (given.Required) throw invalidParameter('Required custom attributes are not supported currently.');
  return {
    Name: `${DeveloperOnlyAttribute ? 'dev:' : ''}custom:${Name}`,
    AttributeDataType,
    DeveloperOnlyAttribute,
    Mutable,
    Required: false,
    ...(AttributeDataType === 'String' && {
      StringAttributeConstraints: given.StringAttributeConstraints ?? {},
    }),
    ...(AttributeDataType === 'Number' && {
      NumberAttributeConstraints: given.NumberAttributeConstraints ?? {},
    }),
  };
}

function declaredStandard(standard: AttributeSchema, given: GivenAttribute): AttributeSchema {
  const { AttributeDataType = standard.AttributeDataType } = given;
  if (AttributeDataType !== standard.AttributeDataType)
    throw invalidParameter(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${given.Name}`,
    );
  const { StringAttributeConstraints: lengths, NumberAttributeConstraints: range } = given;
  return {
    ...standard,
    Mutable: given.Mutable ?? standard.Mutable,
    Required: given.Required ?? standard.Required,
    ...(lengths && {
      StringAttributeConstraints: { ...standard.StringAttributeConstraints, ...lengths },
    }),
    ...(range && { NumberAttributeConstraints: { ...standard.NumberAttributeConstraints, ...range } }),
  };
}

export const MOST_CUSTOM_ATTRIBUTES = 50;

/** An attribute of any text, as a seed adds those that it only uses. */
export const undeclared = (name: string): AttributeSchema => ({
  ...text(name),
  StringAttributeConstraints: {},
});

/** What is wrong with a value; undefined for one that fits. */
export function misfit(schema: AttributeSchema, value: string): string | undefined {
  switch (schema.AttributeDataType) {
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'Boolean must be true or false';
    case 'DateTime':
      return Number.isNaN(Date.parse(value)) ? 'DateTime must be a date' : undefined;
    case 'Number':
      return numberMisfit(schema, value);
    default:
      return textMisfit(schema, value);
  }
}

function numberMisfit(
  { NumberAttributeConstraints: { MinValue, MaxValue } = {} }: AttributeSchema,
  value: string,
) {
  if (!/^-?\d+$/.test(value)) return 'Number must be whole';
  if (MinValue !== undefined && BigInt(value) < BigInt(MinValue))
    return `Number must be at least ${MinValue}`;
  if (MaxValue !== undefined && BigInt(value) > BigInt(MaxValue)) return `Number must be at most ${MaxValue}`;
  return undefined;
}

const LONGEST = 2048;

function textMisfit(
  { StringAttributeConstraints: { MinLength = '0', MaxLength = String(LONGEST) } = {} }: AttributeSchema,
  value: string,
) {
  const most = Math.min(Number(MaxLength), LONGEST);
  if (value.length > most) return `String must be at most ${most} characters`;
  return value.length < Number(MinLength) ? `String must be at least ${MinLength} characters` : undefined;
}
