import * as v from 'valibot';
import { operation } from './definition.js';
import { deviceDetails } from './device-output.js';
import { ownDevice } from './device-schemas.js';

export const getDevice = operation({
  name: 'GetDevice',
  access: 'token',
  input: v.object(ownDevice),
  handle: async ({ AccessToken, DeviceKey }, pool) => {
    const { user } = await pool.tokens.authenticate(AccessToken);
    return deviceDetails(pool, user, DeviceKey);
  },
});
