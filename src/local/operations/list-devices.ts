import * as v from 'valibot';
import { operation } from './definition.js';
import { devicePage } from './device-output.js';
import { devicePaging } from './device-schemas.js';
import { accessToken } from './schemas.js';

export const listDevices = operation({
  name: 'ListDevices',
  access: 'token',
  input: v.object({ AccessToken: accessToken, ...devicePaging }),
  handle: async ({ AccessToken, ...page }, pool) => {
    const { user } = await pool.tokens.authenticate(AccessToken);
    return devicePage(pool, user, page);
  },
});
