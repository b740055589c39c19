import * as v from 'valibot';
import { toReadableList } from '../state/attributes.js';
import { operation } from './definition.js';
import { mfaSettings } from './output.js';
import { accessToken } from './schemas.js';

export const getUser = operation({
  name: 'GetUser',
  access: 'token',
  input: v.object({ AccessToken: accessToken }),
  handle: async ({ AccessToken }, { tokens, clients }) => {
    const { user, userSession } = await tokens.authenticate(AccessToken);
    const UserAttributes = toReadableList(user, clients.require(userSession.clientId));
    return { Username: user.username, UserAttributes, ...mfaSettings(user) };
  },
});
