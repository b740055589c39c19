import * as v from 'valibot';
import { operation } from './definition.js';
import { devicePage } from './device-output.js';
import { devicePaging } from './device-schemas.js';
import { username, userPoolId } from './schemas.js';

export const adminListDevices = operation({
  name: 'AdminListDevices',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username, ...devicePaging }),
  handle: ({ Username, ...page }, pool) => devicePage(pool, pool.users.require(Username), page),
});
