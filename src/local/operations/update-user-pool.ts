import * as v from 'valibot';
import { poolMembers, poolName } from '../members/pool.js';
import { poolConfiguration } from '../state/pool-configuration.js';
import { foundingSettings } from '../state/settings.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

/**
 * What the request leaves out goes back to its default, as the service does it, except the tags and the settings of
 * changes to attributes.
 */
export const updateUserPool = adminOperation({
  name: 'UpdateUserPool',
  input: v.object({ UserPoolId: userPoolId, PoolName: v.optional(poolName), ...poolMembers }),
  handle: ({ UserPoolId: _, PoolName, ...given }, { settings, configure, now }) => {
    const before = settings();
    const { UserPoolTags, UserAttributeUpdateSettings, mfaFactors } = before;
    configure({
      ...poolConfiguration({ UserPoolTags, UserAttributeUpdateSettings, ...given }),
      ...foundingSettings(before),
      Name: PoolName ?? before.Name,
      mfaFactors: given.MfaConfiguration === 'OFF' ? [] : mfaFactors,
      modifiedAt: now(),
    });
    return {};
  },
});
