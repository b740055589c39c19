import * as v from 'valibot';
import { clientMembers } from '../members/client.js';
import { VISIBLE } from '../members/group.js';
import { foundingMembers, poolMembers, sessionMembers } from '../members/pool.js';
import { asOptions } from './as-option.js';
import { knownKeys } from './known-keys.js';

/**
 * The seed file: a pool, its app clients, groups and users. Names and shapes are the service's own where it has
 * them, and an unknown key stops the start. The JSON Schema that editors read is made of these schemas, so they say with
 * valibot's own actions what they allow.
 */

const oneOf = <const Names extends readonly string[]>(names: Names): v.GenericSchema<Names[number]> =>
  v.picklist(names, `must be one of ${names.join(', ')}`);
const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, 'must be a list');
const filled: v.GenericSchema<string> = v.pipe(
  v.string('must be a string'),
  v.minLength(1, 'must not be empty'),
);
const matching = (pattern: RegExp, problem: string): v.GenericSchema<string> =>
  v.pipe(filled, v.regex(pattern, problem));
const flag = v.boolean('must be true or false');
const whole = (least: number, most: number): v.GenericSchema<number> => {
  const problem = `must be a whole number, from ${least} to ${most}`;
  return v.pipe(v.number(problem), v.integer(problem), v.minValue(least, problem), v.maxValue(most, problem));
};

/** A key that may be left out, with what the guide and editors say of it. */
const optional = <Schema extends v.GenericSchema>(meaning: string, schema: Schema) =>
  v.optional(v.pipe(schema, v.description(meaning)));

const mfaFactor = oneOf(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
const DAY = 86_400;
/** Tokens may live for much less here than the service's five minutes, so that expiry can be tried. */
const tokenSeconds = whole(1, 3650 * DAY);

export const clientSchema = knownKeys({
  // The service makes these itself, of letters and digits; here they may be written by hand.
  clientId: v.pipe(filled, v.description('The id that applications are configured with')),
  clientName: optional('Default: the id', filled),
  clientSecret: optional(
    'The secret, or two while one replaces the other. Default: none, a public client',
    v.union(
      [filled, v.pipe(v.array(filled), v.minLength(1), v.maxLength(2))],
      'must be a secret, or a list of two while one replaces the other',
    ),
  ),
  ...asOptions(clientMembers),
  AccessTokenValiditySeconds: optional('Seconds that access tokens live', tokenSeconds),
  IdTokenValiditySeconds: optional('Seconds that ID tokens live', tokenSeconds),
  RefreshTokenValiditySeconds: optional('Seconds that refresh tokens live', tokenSeconds),
});

const visibleName = v.pipe(
  matching(VISIBLE, 'must be without spaces and control characters'),
  v.maxLength(128, 'must be at most 128 characters'),
);

export const groupSchema = knownKeys({
  name: v.pipe(visibleName, v.description('The name in tokens')),
  description: optional(
    'What it is for',
    v.pipe(filled, v.maxLength(2048, 'must be at most 2048 characters')),
  ),
  precedence: optional('0 counts most', whole(0, 2 ** 31 - 1)),
  roleArn: optional('The IAM role of the group', filled),
});

const attributeValue = v.pipe(
  v.union([v.string(), v.boolean()], 'must be a string, or true or false: attributes are, numbers too'),
  v.transform(String),
  v.maxLength(2048, 'must be at most 2048 characters'),
);

export const userSchema = knownKeys({
  username: v.pipe(
    visibleName,
    v.description('In pools with UsernameAttributes an e-mail address or phone number, or the stored name'),
  ),
  password: optional(
    'Kept as a salted verifier only',
    v.pipe(filled, v.maxLength(256, 'must be at most 256 characters')),
  ),
  status: optional(
    'Default: CONFIRMED',
    oneOf(['CONFIRMED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED', 'EXTERNAL_PROVIDER']),
  ),
  enabled: optional('Default: true', flag),
  attributes: optional(
    'Standard attributes, and custom ones with their prefix. Contacts count as verified unless they say otherwise',
    v.record(v.string(), attributeValue, 'must be an object of names and values'),
  ),
  groups: optional('Names of groups of this seed', list(filled)),
  totpSecret: optional(
    'The secret of an authenticator app, in base32',
    matching(/^[A-Z2-7]{16,}=*$/i, 'must be base32, at least 16 characters'),
  ),
  mfa: optional('The second factors that are switched on', list(mfaFactor)),
  preferredMfa: optional('One of them', mfaFactor),
});

const { PoolName: _, ...founding } = foundingMembers;

export const seedSchema = knownKeys({
  $schema: optional('Where editors find the JSON Schema of a seed', filled),
  userPoolId: optional(
    'The Region, `_` and the name that SRP hashes. Default: eu-west-1_Portcull1',
    matching(/^[\w-]+_[0-9a-zA-Z]+$/, 'must be a user pool id, such as eu-west-1_Portcull1'),
  ),
  ...asOptions(poolMembers),
  ...asOptions(founding),
  ...asOptions(sessionMembers),
  EnabledMfas: optional(
    'The second factors of the pool. Default: SMS_MFA, SOFTWARE_TOKEN_MFA, and what its users have',
    list(mfaFactor),
  ),
  customChallenges: optional(
    'What CUSTOM_AUTH asks, one question after the other. The parameter `question` carries it; a wrong answer ends the sign-in',
    list(knownKeys({ question: filled, answer: filled })),
  ),
  clients: optional('The app clients. Default: one, portcullis', list(clientSchema)),
  groups: optional('The groups', list(groupSchema)),
  users: optional('The users', list(userSchema)),
});

/** The seed as a program writes it. */
export type Seed = v.InferInput<typeof seedSchema>;
/** The seed once it is checked. */
export type CheckedSeed = v.InferOutput<typeof seedSchema>;
export type SeedClient = v.InferOutput<typeof clientSchema>;
export type SeedUser = v.InferOutput<typeof userSchema>;
/** A user as a program writes it. */
export type SeedUserInput = v.InferInput<typeof userSchema>;
