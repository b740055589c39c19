import * as v from 'valibot';
import { operation } from './definition.js';
import { usersDevice } from './device-schemas.js';

export const adminForgetDevice = operation({
  name: 'AdminForgetDevice',
  access: 'iam',
  input: v.object(usersDevice),
  handle: ({ Username, DeviceKey }, { users, devices }) => {
    devices.forget(devices.require(users.require(Username), DeviceKey));
    return {};
  },
});
