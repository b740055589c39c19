import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { poolConfiguration, poolMembers } from './pool-members.js';
import { text, userPoolId } from './schemas.js';

/** What the request leaves out goes back to its default, as the service does it. */
export const updateUserPool = adminOperation({
  name: 'UpdateUserPool',
  notModelled: 'Lambda triggers, message templates, advanced security, tiers and deletion protection',
  input: v.object({ UserPoolId: userPoolId, PoolName: v.optional(text({ max: 128 })), ...poolMembers }),
  handle: ({ PoolName, ...given }, { settings, configure, now }) => {
    const before = settings();
    const { Id, UsernameAttributes, AliasAttributes, CaseSensitive, customAttributes, createdAt } = before;
    const { customChallenges, mfaFactors } = before;
    configure({
      ...poolConfiguration(given),
      Id,
      Name: PoolName ?? before.Name,
      mfaFactors: given.MfaConfiguration === 'OFF' ? [] : mfaFactors,
      UsernameAttributes,
      AliasAttributes,
      CaseSensitive,
      customAttributes,
      ...(customChallenges && { customChallenges }),
      createdAt,
      modifiedAt: now(),
    });
    return {};
  },
});
