import * as v from 'valibot';
import { userOperations } from './definition.js';
import { attributeNames } from './schemas.js';
import { writeAttributes } from './update-user-attributes.js';

/** Deleting an attribute is changing it to nothing. */
export const [deleteUserAttributes, adminDeleteUserAttributes] = userOperations({
  own: 'DeleteUserAttributes',
  admin: 'AdminDeleteUserAttributes',
  input: v.object({ UserAttributeNames: attributeNames }),
  handle: async ({ UserAttributeNames }, call) => {
    await writeAttributes(call, Object.fromEntries(UserAttributeNames.map(name => [name, ''])));
    return {};
  },
});
