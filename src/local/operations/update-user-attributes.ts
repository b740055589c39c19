import * as v from 'valibot';
import { changeAttributes } from '../account/change-attributes.js';
import { invalidParameter } from '../internal/exception.js';
import {
  type Attributes,
  checkAttributes,
  checkMutable,
  checkWritable,
  fromAttributeList,
  missingAttributes,
} from '../state/attributes.js';
import type { PoolSettings } from '../state/settings.js';
import type { Strings } from '../triggers/event.js';
import { clientOf, type UserCall, userOperations } from './definition.js';
import { attributes, metadata } from './schemas.js';

/**
 * Changes what the caller may change: an app client what it may write, an administrator all; neither what is fixed.
 * @returns Where codes went.
 */
export function writeAttributes(call: UserCall, sent: Attributes, clientMetadata?: Strings) {
  const { pool, user } = call;
  checkAttributes(pool.settings(), sent);
  const client = clientOf(call);
  if (client) checkWritable(client, sent);
  checkMutable(pool.settings(), sent);
  refuseRemovingRequired(pool.settings(), sent);
  return changeAttributes({ pool, client, clientMetadata }, user, sent);
}

/** An empty value takes an attribute away. @throws InvalidParameterException where the pool requires it. */
function refuseRemovingRequired(settings: PoolSettings, sent: Attributes): void {
  const missing = missingAttributes(settings, sent).find(name => sent[name] === '');
  if (missing !== undefined)
    throw invalidParameter(`Attributes did not conform to the schema: ${missing}: The attribute is required`);
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
