import fc from 'fast-check';
import type { GenericSchema } from 'valibot';
import type { Known } from './world.js';

/** What is read of a schema; each kind has some of it. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, GenericSchema>>;
  readonly wrapped?: GenericSchema;
  readonly item?: GenericSchema;
  readonly options?: readonly string[];
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
}

/** The keys of AuthParameters, ChallengeResponses and ClientMetadata. */
const MAP_KEYS =
  'USERNAME PASSWORD SRP_A REFRESH_TOKEN DEVICE_KEY SECRET_HASH NEW_PASSWORD ANSWER SMS_MFA_CODE SMS_OTP_CODE EMAIL_OTP_CODE SOFTWARE_TOKEN_MFA_CODE PASSWORD_CLAIM_SECRET_BLOCK PASSWORD_CLAIM_SIGNATURE TIMESTAMP PREFERRED_CHALLENGE CHALLENGE_NAME userAttributes.email userAttributes.__proto__'.split(
    ' ',
  );

/** Inputs that `schema` lets through, most of whose members are what the pool knows. */
export function inputsOf(schema: GenericSchema, known: Known, name = ''): fc.Arbitrary<unknown> {
  const shape = schema as unknown as Shape;
  switch (shape.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(shape.entries ?? {}).map(([member, inner]) => [
            member,
            inputsOf(inner, known, member),
          ]),
        ),
      );
    case 'optional':
      return fc.option(shape.wrapped ? inputsOf(shape.wrapped, known, name) : fc.constant(undefined), {
        nil: undefined,
      });
    case 'array':
      return fc.array(shape.item ? inputsOf(shape.item, known, name) : fc.anything(), { maxLength: 3 });
    case 'picklist':
      return fc.constantFrom(...(shape.options ?? []));
    case 'record':
      return maps(known);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.integer({
        min: Number(limit(shape, 'min_value') ?? 0),
        max: Number(limit(shape, 'max_value') ?? 100),
      });
    case 'string':
      return strings(shape, known[name]);
    default:
      throw new Error(`no inputs for a schema of the type ${shape.type}`);
  }
}

const limit = ({ pipe = [] }: Shape, type: string): unknown =>
  pipe.find(step => step.type === type)?.requirement;

function strings(shape: Shape, known: readonly string[] = []): fc.Arbitrary<string> {
  const pattern = limit(shape, 'regex');
  const free =
    pattern instanceof RegExp && pattern.source !== '^'
      ? fc.stringMatching(pattern)
      : fc.string({
          unit: 'grapheme',
          minLength: Number(limit(shape, 'min_length') ?? 0),
          maxLength: Math.min(Number(limit(shape, 'max_length') ?? 50), 200),
        });
  return known.length === 0
    ? free
    : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: free });
}

const maps = (known: Known): fc.Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(
      MAP_KEYS.map(key => [key, fc.constantFrom(...(known[key] ?? ['000000', 'SRP_A', 'PASSWORD', 'x']))]),
    ),
    { requiredKeys: ['USERNAME'] },
  );
