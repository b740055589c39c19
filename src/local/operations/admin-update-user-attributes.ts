import * as v from 'valibot';
import { changeAttributes } from '../account/change-attributes.js';
import { checkAttributes, checkMutable, fromAttributeList } from '../state/attributes.js';
import { operation } from './definition.js';
import { attributes, metadata, username, userPoolId } from './schemas.js';

export const adminUpdateUserAttributes = operation({
  name: 'AdminUpdateUserAttributes',
  access: 'iam',
  input: v.object({
    UserPoolId: userPoolId,
    Username: username,
    UserAttributes: attributes,
    ClientMetadata: metadata,
  }),
  handle: async ({ Username, UserAttributes, ClientMetadata: clientMetadata }, pool) => {
    const user = pool.users.require(Username);
    const sent = fromAttributeList(UserAttributes);
    checkAttributes(pool.settings(), sent);
    checkMutable(sent);
    await changeAttributes({ pool, clientMetadata }, user, sent);
    return {};
  },
});
