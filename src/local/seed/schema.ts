import * as v from 'valibot';
import { flag, nonEmpty, strictOptions, wholeNumber } from '../../internal/options.js';
import { clientMembers } from '../members/client.js';
import { VISIBLE } from '../members/group.js';
import { foundingMembers, poolMembers, sessionMembers } from '../members/pool.js';
import { asOptions } from './as-option.js';

/**
 * The seed file: a pool, its app clients, groups and users. Names and shapes are the service's own where it has
 * them, and an unknown key stops the start.
 */

const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, `must be one of ${names.join(', ')}`);
const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, 'must be a list');
const matching = (pattern: RegExp, problem: string) => v.pipe(nonEmpty, v.regex(pattern, problem));

const mfaFactor = oneOf(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
const DAY = 86_400;
/** Tokens may live for much less here than the service's five minutes, so that expiry can be tried. */
const tokenSeconds = wholeNumber(1, 3650 * DAY);
const client = strictOptions({
  // The service makes these itself, of letters and digits; here they may be written by hand.
  clientId: nonEmpty,
  clientName: v.optional(nonEmpty),
  clientSecret: v.optional(
    v.union(
      [nonEmpty, v.pipe(v.array(nonEmpty), v.minLength(1), v.maxLength(2))],
      'must be a secret, or a list of two while one replaces the other',
    ),
  ),
  ...asOptions(clientMembers),
  AccessTokenValiditySeconds: v.optional(tokenSeconds),
  IdTokenValiditySeconds: v.optional(tokenSeconds),
  RefreshTokenValiditySeconds: v.optional(tokenSeconds),
});

const visibleName = v.pipe(
  matching(VISIBLE, 'must be without spaces and control characters'),
  v.maxLength(128, 'must be at most 128 characters'),
);

const group = strictOptions({
  name: visibleName,
  description: v.optional(v.pipe(nonEmpty, v.maxLength(2048, 'must be at most 2048 characters'))),
  precedence: v.optional(wholeNumber(0, 2 ** 31 - 1)),
  roleArn: v.optional(nonEmpty),
});

export const userSchema = strictOptions({
  username: visibleName,
  password: v.optional(v.pipe(nonEmpty, v.maxLength(256, 'must be at most 256 characters'))),
  status: v.optional(
    oneOf(['CONFIRMED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED', 'EXTERNAL_PROVIDER']),
  ),
  enabled: v.optional(flag),
  attributes: v.optional(
    v.record(
      v.string(),
      v.pipe(
        v.custom<string | boolean>(
          value => typeof value === 'string' || typeof value === 'boolean',
          'must be a string, or true or false: attributes are, numbers too',
        ),
        v.transform(String),
        v.maxLength(2048, 'must be at most 2048 characters'),
      ),
      'must be an object of names and values',
    ),
  ),
  groups: v.optional(list(nonEmpty)),
  totpSecret: v.optional(matching(/^[A-Z2-7]{16,}=*$/i, 'must be base32, at least 16 characters')),
  mfa: v.optional(list(mfaFactor)),
  preferredMfa: v.optional(mfaFactor),
});

const { PoolName: _, ...founding } = foundingMembers;

export const seedSchema = strictOptions({
  /** Where editors find the JSON Schema of a seed. */
  $schema: v.optional(nonEmpty),
  userPoolId: v.optional(
    matching(/^[\w-]+_[0-9a-zA-Z]+$/, 'must be a user pool id, such as eu-west-1_Portcull1'),
  ),
  ...asOptions(poolMembers),
  ...asOptions(founding),
  ...asOptions(sessionMembers),
  /** The second factors that the pool has switched on. Default: SMS_MFA, SOFTWARE_TOKEN_MFA, and what its users have. */
  EnabledMfas: v.optional(list(mfaFactor)),
  /**
   * What CUSTOM_AUTH asks, one question after the other, each with its one right answer. A wrong answer ends the
   * sign-in. The challenge's `question` parameter carries the question.
   */
  customChallenges: v.optional(list(strictOptions({ question: nonEmpty, answer: nonEmpty }))),
  clients: v.optional(list(client)),
  groups: v.optional(list(group)),
  users: v.optional(list(userSchema)),
});

/** The seed as a program writes it. */
export type Seed = v.InferInput<typeof seedSchema>;
/** The seed once it is checked. */
export type CheckedSeed = v.InferOutput<typeof seedSchema>;
export type SeedClient = v.InferOutput<typeof client>;
export type SeedUser = v.InferOutput<typeof userSchema>;
/** A user as a program writes it. */
export type SeedUserInput = v.InferInput<typeof userSchema>;
