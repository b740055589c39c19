import * as v from 'valibot';
import { operation } from './definition.js';
import { ownDevice } from './device-schemas.js';

export const forgetDevice = operation({
  name: 'ForgetDevice',
  access: 'token',
  input: v.object(ownDevice),
  handle: async ({ AccessToken, DeviceKey }, { tokens, devices }) => {
    const { user } = await tokens.authenticate(AccessToken);
    devices.forget(devices.require(user, DeviceKey));
    return {};
  },
});
