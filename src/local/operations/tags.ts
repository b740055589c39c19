import * as v from 'valibot';
import { notFound } from '../internal/exception.js';
import { arn, map, text } from '../members/shapes.js';
import type { PoolDirectory } from '../pool/directory.js';
import type { Pool } from '../pool/pool.js';
import { arnOf } from '../state/settings.js';
import { accountOperation } from './definition.js';

/** The pool that a resource name stands for. @throws ResourceNotFoundException */
function poolNamed(pools: PoolDirectory, ResourceArn: string): Pool {
  const pool = pools.all().find(({ settings }) => arnOf(settings()) === ResourceArn);
  if (!pool) throw notFound(`User pool ${ResourceArn.split('/').at(-1)} does not exist.`);
  return pool;
}

const setTags = ({ configure, settings }: Pool, UserPoolTags: Record<string, string>): void =>
  configure({ ...settings(), UserPoolTags });

export const tagResource = accountOperation({
  name: 'TagResource',
  input: v.object({ ResourceArn: arn, Tags: map() }),
  handle: ({ ResourceArn, Tags }, pools) => {
    const pool = poolNamed(pools, ResourceArn);
    setTags(pool, { ...pool.settings().UserPoolTags, ...Tags });
    return {};
  },
});

export const untagResource = accountOperation({
  name: 'UntagResource',
  input: v.object({ ResourceArn: arn, TagKeys: v.array(text({ max: 128 })) }),
  handle: ({ ResourceArn, TagKeys }, pools) => {
    const pool = poolNamed(pools, ResourceArn);
    const left = Object.entries(pool.settings().UserPoolTags ?? {}).filter(([key]) => !TagKeys.includes(key));
    setTags(pool, Object.fromEntries(left));
    return {};
  },
});

export const listTagsForResource = accountOperation({
  name: 'ListTagsForResource',
  input: v.object({ ResourceArn: arn }),
  handle: ({ ResourceArn }, pools) => ({
    Tags: { ...poolNamed(pools, ResourceArn).settings().UserPoolTags },
  }),
});
