import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { accountOperation } from './definition.js';
import { userPoolId } from './schemas.js';

export const deleteUserPool = accountOperation({
  name: 'DeleteUserPool',
  input: v.object({ UserPoolId: userPoolId }),
  handle: ({ UserPoolId }, pools) => {
    const pool = pools.poolOf({ UserPoolId });
    if (pool.settings().DeletionProtection === 'ACTIVE')
      throw invalidParameter(
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      );
    if (pool.kept.all('Domain').length > 0)
      throw invalidParameter(
        'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      );
    pools.remove(pool);
    return {};
  },
});
