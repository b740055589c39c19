import * as v from 'valibot';
import { randomId } from '../internal/random.js';
import { foundingMembers, poolMembers } from '../members/pool.js';
import { declared } from '../state/attribute-schema.js';
import { poolConfiguration } from '../state/pool-configuration.js';
import { accountOperation } from './definition.js';
import { poolType } from './describe-user-pool.js';

const ID_LENGTH = 9;

export const createUserPool = accountOperation({
  name: 'CreateUserPool',
  input: v.object({ ...foundingMembers, ...poolMembers }),
  handle: async (given, pools) => {
    const { PoolName, UsernameAttributes, AliasAttributes, UsernameConfiguration, Schema, ...members } =
      given;
    const pool = await pools.create({
      ...poolConfiguration(members),
      Id: `${pools.region}_${randomId(pools.random, ID_LENGTH)}`,
      Name: PoolName,
      mfaFactors: given.MfaConfiguration !== 'OFF' && given.SmsConfiguration ? ['SMS_MFA'] : [],
      UsernameAttributes,
      AliasAttributes,
      CaseSensitive: UsernameConfiguration.CaseSensitive,
      SchemaAttributes: Schema.map(declared),
      createdAt: pools.now(),
      modifiedAt: pools.now(),
    });
    return { UserPool: poolType(pool) };
  },
});
