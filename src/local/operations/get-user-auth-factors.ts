import * as v from 'valibot';
import { firstFactorsOf } from '../sign-in/first-factors.js';
import { userOperations } from './definition.js';
import { mfaSettings } from './output.js';

export const [getUserAuthFactors, adminGetUserAuthFactors] = userOperations({
  own: 'GetUserAuthFactors',
  admin: 'AdminGetUserAuthFactors',
  notModelled: 'Passkeys',
  input: v.object({}),
  handle: (_, { pool, user }) => {
    // A password counts as one factor here, whether it is proved or sent.
    const factors = firstFactorsOf(pool.settings(), user).flatMap(factor =>
      factor === 'PASSWORD_SRP' ? [] : [factor],
    );
    return { Username: user.username, ...mfaSettings(user), ConfiguredUserAuthFactors: factors };
  },
});
