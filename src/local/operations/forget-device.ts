import * as v from 'valibot';
import { userOperations } from './definition.js';
import { deviceKey } from './schemas.js';

export const [forgetDevice, adminForgetDevice] = userOperations({
  own: 'ForgetDevice',
  admin: 'AdminForgetDevice',
  input: v.object({ DeviceKey: deviceKey }),
  handle: ({ DeviceKey }, { pool: { devices }, user }) => {
    devices.forget(devices.require(user, DeviceKey));
    return {};
  },
});
