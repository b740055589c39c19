import * as v from 'valibot';
import { changeAttributes } from '../account/change-attributes.js';
import {
  type Attributes,
  checkAttributes,
  checkMutable,
  checkWritable,
  fromAttributeList,
} from '../state/attributes.js';
import type { Strings } from '../triggers/event.js';
import { clientOf, type UserCall, userOperations } from './definition.js';
import { attributes, metadata } from './schemas.js';

/**
 * Changes what the caller may change: an app client what it may write, an administrator all but `sub`.
 * @returns Where codes went.
 */
export function writeAttributes(call: UserCall, sent: Attributes, clientMetadata?: Strings) {
  const { pool, user } = call;
  checkAttributes(pool.settings(), sent);
  const client = clientOf(call);
  if (client) checkWritable(client, sent);
  else checkMutable(sent);
  return changeAttributes({ pool, client, clientMetadata }, user, sent);
}

export const [updateUserAttributes, adminUpdateUserAttributes] = userOperations({
  own: 'UpdateUserAttributes',
  admin: 'AdminUpdateUserAttributes',
  input: v.object({ UserAttributes: attributes, ClientMetadata: metadata }),
  handle: async ({ UserAttributes, ClientMetadata }, call) => {
    const sent = fromAttributeList(UserAttributes);
    const CodeDeliveryDetailsList = await writeAttributes(call, sent, ClientMetadata);
    return call.userSession ? { CodeDeliveryDetailsList } : {};
  },
});
