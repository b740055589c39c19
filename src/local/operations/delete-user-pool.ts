import * as v from 'valibot';
import { accountOperation } from './definition.js';
import { userPoolId } from './schemas.js';

export const deleteUserPool = accountOperation({
  name: 'DeleteUserPool',
  notModelled: 'Deletion protection',
  input: v.object({ UserPoolId: userPoolId }),
  handle: ({ UserPoolId }, pools) => {
    pools.remove(pools.poolOf({ UserPoolId }));
    return {};
  },
});
