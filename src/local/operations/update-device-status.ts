import * as v from 'valibot';
import { oneOf } from '../members/shapes.js';
import { userOperations } from './definition.js';
import { deviceKey } from './schemas.js';

export const [updateDeviceStatus, adminUpdateDeviceStatus] = userOperations({
  own: 'UpdateDeviceStatus',
  admin: 'AdminUpdateDeviceStatus',
  input: v.object({
    DeviceKey: deviceKey,
    DeviceRememberedStatus: v.optional(oneOf(['remembered', 'not_remembered'])),
  }),
  handle: ({ DeviceKey, DeviceRememberedStatus }, { pool: { devices }, user }) => {
    devices.remember(devices.require(user, DeviceKey), DeviceRememberedStatus);
    return {};
  },
});
