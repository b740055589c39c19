import * as v from 'valibot';
import { firstFactorsOf } from '../sign-in/first-factors.js';
import { operation } from './definition.js';
import { mfaSettings } from './output.js';
import { accessToken } from './schemas.js';

export const getUserAuthFactors = operation({
  name: 'GetUserAuthFactors',
  access: 'token',
  notModelled: 'Passkeys',
  input: v.object({ AccessToken: accessToken }),
  handle: async ({ AccessToken }, { tokens, settings }) => {
    const { user } = await tokens.authenticate(AccessToken);
    // A password counts as one factor here, whether it is proved or sent.
    const factors = firstFactorsOf(settings(), user).flatMap(factor =>
      factor === 'PASSWORD_SRP' ? [] : [factor],
    );
    return { Username: user.username, ...mfaSettings(user), ConfiguredUserAuthFactors: factors };
  },
});
