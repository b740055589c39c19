import * as v from 'valibot';
import { userOperations } from './definition.js';
import { deviceDetails } from './device-output.js';
import { deviceKey } from './schemas.js';

export const [getDevice, adminGetDevice] = userOperations({
  own: 'GetDevice',
  admin: 'AdminGetDevice',
  input: v.object({ DeviceKey: deviceKey }),
  handle: ({ DeviceKey }, { pool, user }) => deviceDetails(pool, user, DeviceKey),
});
