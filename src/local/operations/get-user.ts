import * as v from 'valibot';
import { operation } from '../operation.js';
import { toAttributeList } from '../state/attributes.js';
import { mfaSettings } from './output.js';
import { accessToken } from './schemas.js';

export const getUser = operation({
  name: 'GetUser',
  access: 'token',
  input: v.object({ AccessToken: accessToken }),
  handle: async ({ AccessToken }, { tokens }) => {
    const { user } = await tokens.authenticate(AccessToken);
    return { Username: user.username, UserAttributes: toAttributeList(user), ...mfaSettings(user) };
  },
});
