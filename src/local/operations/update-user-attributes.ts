import * as v from 'valibot';
import { changeAttributes } from '../account/change-attributes.js';
import { operation } from '../operation.js';
import { checkAttributes, checkWritable, fromAttributeList } from '../state/attributes.js';
import { accessToken, attributes } from './schemas.js';

export const updateUserAttributes = operation({
  name: 'UpdateUserAttributes',
  access: 'token',
  input: v.object({ AccessToken: accessToken, UserAttributes: attributes }),
  handle: async ({ AccessToken, UserAttributes }, pool) => {
    const { user, origin } = await pool.tokens.authenticate(AccessToken);
    const sent = fromAttributeList(UserAttributes);
    checkAttributes(pool.settings(), sent);
    checkWritable(pool.clients.require(origin.clientId), sent);
    return { CodeDeliveryDetailsList: changeAttributes(pool, user, sent) };
  },
});
