import * as v from 'valibot';
import { accessToken, deviceKey, oneOf, text, username, userPoolId } from './schemas.js';

/** How a person names one of their own devices. */
export const ownDevice = { AccessToken: accessToken, DeviceKey: deviceKey };

/** How an administrator names somebody's device. */
export const usersDevice = { UserPoolId: userPoolId, Username: username, DeviceKey: deviceKey };

export const rememberedStatus = {
  DeviceRememberedStatus: v.optional(oneOf(['remembered', 'not_remembered'])),
};

export const devicePaging = {
  Limit: v.optional(
    v.pipe(
      v.number('Member must not be null'),
      v.minValue(0, 'Member must have value greater than or equal to 0'),
      v.maxValue(60, 'Member must have value less than or equal to 60'),
    ),
  ),
  PaginationToken: v.optional(text({ max: 131_072 })),
};
