import * as v from 'valibot';
import { changeAttributes } from '../account/change-attributes.js';
import { type Attributes, checkAttributes, checkWritable } from '../state/attributes.js';
import { operation } from './definition.js';
import { accessToken, attributeNames } from './schemas.js';

/** Deleting an attribute is changing it to nothing. */
export const emptied = (names: readonly string[]): Attributes =>
  Object.fromEntries(names.map(name => [name, '']));

export const deleteUserAttributes = operation({
  name: 'DeleteUserAttributes',
  access: 'token',
  input: v.object({ AccessToken: accessToken, UserAttributeNames: attributeNames }),
  handle: async ({ AccessToken, UserAttributeNames }, pool) => {
    const { user, userSession } = await pool.tokens.authenticate(AccessToken);
    const sent = emptied(UserAttributeNames);
    checkAttributes(pool.settings(), sent);
    checkWritable(pool.clients.require(userSession.clientId), sent);
    await changeAttributes({ pool }, user, sent);
    return {};
  },
});
