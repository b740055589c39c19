import * as v from 'valibot';
import { invalidParameter } from '../../internal/exception.js';
import { map, oneOf, text } from '../../members/shapes.js';
import type { Pool } from '../../pool/pool.js';
import { arnOf, regionOf } from '../../state/settings.js';
import { adminOperation } from '../definition.js';
import { pageToken } from '../paging.js';
import { userPoolId } from '../schemas.js';

const RegionName = text({ min: 5, max: 32, pattern: /^[a-z0-9-]+$/ });
const ofReplica = { UserPoolId: userPoolId, RegionName };

function save({ kept, settings }: Pool, region: string, Status: 'ACTIVE' | 'INACTIVE') {
  const UserPoolArn = arnOf(settings()).replace(regionOf(settings()), region);
  const replica = { RegionName: region, Status, Role: 'SECONDARY' as const, UserPoolArn };
  return { UserPoolReplica: kept.save('Replica', region, replica).members };
}

export const createUserPoolReplica = adminOperation({
  name: 'CreateUserPoolReplica',
  keptOnly: true,
  notModelled: 'The replica itself, its tags, and the time that it takes',
  input: v.object({ ...ofReplica, UserPoolTags: v.optional(map()) }),
  handle: ({ RegionName: region }, pool) => {
    if (region === regionOf(pool.settings()) || pool.kept.find('Replica', region))
      throw invalidParameter(`The user pool already is in the Region ${region}.`);
    return save(pool, region, 'INACTIVE');
  },
});

export const updateUserPoolReplica = adminOperation({
  name: 'UpdateUserPoolReplica',
  keptOnly: true,
  input: v.object({ ...ofReplica, Status: oneOf(['ACTIVE', 'INACTIVE']) }),
  handle: ({ RegionName: region, Status }, pool) => {
    pool.kept.require('Replica', region);
    return save(pool, region, Status);
  },
});

export const deleteUserPoolReplica = adminOperation({
  name: 'DeleteUserPoolReplica',
  input: v.object(ofReplica),
  handle: ({ RegionName: region }, { kept }) => ({
    UserPoolReplica: { ...kept.remove('Replica', region).members, Status: 'DELETING' as const },
  }),
});

/** The pool itself is the primary one. */
export const listUserPoolReplicas = adminOperation({
  name: 'ListUserPoolReplicas',
  input: v.object({ UserPoolId: userPoolId, NextToken: pageToken }),
  handle: (_, { kept, settings }) => {
    const pool = settings();
    const primary = {
      RegionName: regionOf(pool),
      Status: 'ACTIVE' as const,
      Role: 'PRIMARY' as const,
      UserPoolArn: arnOf(pool),
    };
    return { UserPoolReplicas: [primary, ...kept.all('Replica').map(({ members }) => members)] };
  },
});
