import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { oneOf } from '../members/shapes.js';
import { userOperations } from './definition.js';

/** The older form of SetUserMFAPreference: SMS as the second factor, or none. */
export const [setUserSettings, adminSetUserSettings] = userOperations({
  own: 'SetUserSettings',
  admin: 'AdminSetUserSettings',
  input: v.object({
    MFAOptions: v.array(
      v.object({
        DeliveryMedium: v.optional(oneOf(['SMS', 'EMAIL'])),
        AttributeName: v.optional(v.string()),
      }),
    ),
  }),
  handle: ({ MFAOptions }, { pool, user }) => {
    if (MFAOptions.some(({ DeliveryMedium }) => DeliveryMedium !== 'SMS'))
      throw invalidParameter('MFAOptions may only have SMS as delivery medium.');
    if (MFAOptions.length > 0 && !user.attributes.phone_number)
      throw invalidParameter('User does not have a phone_number set to turn on SMS MFA');
    const others = user.mfa.filter(factor => factor !== 'SMS_MFA');
    pool.users.change(user, { mfa: MFAOptions.length > 0 ? [...others, 'SMS_MFA'] : others });
    return {};
  },
});
