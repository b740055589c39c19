import * as v from 'valibot';
import { operation } from './definition.js';
import { deviceDetails } from './device-output.js';
import { usersDevice } from './device-schemas.js';

export const adminGetDevice = operation({
  name: 'AdminGetDevice',
  access: 'iam',
  input: v.object(usersDevice),
  handle: ({ Username, DeviceKey }, pool) => deviceDetails(pool, pool.users.require(Username), DeviceKey),
});
