import * as v from 'valibot';
import { randomId } from '../internal/random.js';
import { STANDARD_ATTRIBUTES } from '../state/attributes.js';
import { accountOperation } from './definition.js';
import { poolType } from './describe-user-pool.js';
import { contact, poolConfiguration, poolMembers } from './pool-members.js';
import { oneOf, text } from './schemas.js';

const ID_LENGTH = 9;

export const createUserPool = accountOperation({
  name: 'CreateUserPool',
  notModelled:
    'Lambda triggers, message templates, advanced security, tiers and deletion protection; of `Schema` only the names',
  input: v.object({
    PoolName: text({ max: 128, pattern: /^[\w\s+=,.@-]+$/ }),
    UsernameAttributes: v.optional(v.array(contact), []),
    AliasAttributes: v.optional(v.array(oneOf(['email', 'phone_number', 'preferred_username'])), []),
    UsernameConfiguration: v.optional(v.object({ CaseSensitive: v.boolean() }), { CaseSensitive: true }),
    Schema: v.optional(
      v.pipe(
        v.array(v.object({ Name: text({ max: 20 }) })),
        v.maxLength(50, 'Member must have length less than or equal to 50'),
      ),
      [],
    ),
    ...poolMembers,
  }),
  handle: async (given, pools) => {
    const pool = await pools.create({
      ...poolConfiguration(given),
      Id: `${pools.region}_${randomId(pools.random, ID_LENGTH)}`,
      Name: given.PoolName,
      mfaFactors: given.MfaConfiguration !== 'OFF' && given.SmsConfiguration ? ['SMS_MFA'] : [],
      UsernameAttributes: given.UsernameAttributes,
      AliasAttributes: given.AliasAttributes,
      CaseSensitive: given.UsernameConfiguration.CaseSensitive,
      customAttributes: customNames(given.Schema),
      createdAt: pools.now(),
      modifiedAt: pools.now(),
    });
    return { UserPool: poolType(pool) };
  },
});

/** A name that is not a standard attribute's is the pool's own, and the service puts the prefix before it. */
const customNames = (schema: readonly { readonly Name: string }[]): string[] =>
  schema.flatMap(({ Name }) => (STANDARD_ATTRIBUTES.includes(Name) ? [] : [`custom:${Name}`]));
