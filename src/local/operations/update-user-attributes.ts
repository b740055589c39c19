import * as v from 'valibot';
import { changeAttributes } from '../account/change-attributes.js';
import { checkAttributes, checkWritable, fromAttributeList } from '../state/attributes.js';
import { operation } from './definition.js';
import { accessToken, attributes, metadata } from './schemas.js';

export const updateUserAttributes = operation({
  name: 'UpdateUserAttributes',
  access: 'token',
  input: v.object({ AccessToken: accessToken, UserAttributes: attributes, ClientMetadata: metadata }),
  handle: async ({ AccessToken, UserAttributes, ClientMetadata: clientMetadata }, pool) => {
    const { user, userSession } = await pool.tokens.authenticate(AccessToken);
    const sent = fromAttributeList(UserAttributes);
    checkAttributes(pool.settings(), sent);
    const client = pool.clients.require(userSession.clientId);
    checkWritable(client, sent);
    const CodeDeliveryDetailsList = await changeAttributes({ pool, client, clientMetadata }, user, sent);
    return { CodeDeliveryDetailsList };
  },
});
