import * as v from 'valibot';
import { operation } from './definition.js';
import { ownDevice, rememberedStatus } from './device-schemas.js';

export const updateDeviceStatus = operation({
  name: 'UpdateDeviceStatus',
  access: 'token',
  input: v.object({ ...ownDevice, ...rememberedStatus }),
  handle: async ({ AccessToken, DeviceKey, DeviceRememberedStatus }, { tokens, devices }) => {
    const { user } = await tokens.authenticate(AccessToken);
    devices.remember(devices.require(user, DeviceKey), DeviceRememberedStatus);
    return {};
  },
});
