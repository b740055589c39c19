import * as v from 'valibot';
import { changeAttributes } from '../account/change-attributes.js';
import { checkAttributes, checkMutable } from '../state/attributes.js';
import { operation } from './definition.js';
import { emptied } from './delete-user-attributes.js';
import { attributeNames, username, userPoolId } from './schemas.js';

export const adminDeleteUserAttributes = operation({
  name: 'AdminDeleteUserAttributes',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username, UserAttributeNames: attributeNames }),
  handle: async ({ Username, UserAttributeNames }, pool) => {
    const user = pool.users.require(Username);
    const sent = emptied(UserAttributeNames);
    checkAttributes(pool.settings(), sent);
    checkMutable(sent);
    await changeAttributes({ pool }, user, sent);
    return {};
  },
});
