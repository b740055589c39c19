import * as v from 'valibot';
import { operation } from './definition.js';
import { rememberedStatus, usersDevice } from './device-schemas.js';

export const adminUpdateDeviceStatus = operation({
  name: 'AdminUpdateDeviceStatus',
  access: 'iam',
  input: v.object({ ...usersDevice, ...rememberedStatus }),
  handle: ({ Username, DeviceKey, DeviceRememberedStatus }, { users, devices }) => {
    devices.remember(devices.require(users.require(Username), DeviceKey), DeviceRememberedStatus);
    return {};
  },
});
