import * as v from 'valibot';
import { operation } from './definition.js';
import { clientId, userPoolId } from './schemas.js';

export const deleteUserPoolClient = operation({
  name: 'DeleteUserPoolClient',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, ClientId: clientId }),
  handle: ({ ClientId }, { clients }) => {
    clients.remove(clients.require(ClientId));
    return {};
  },
});
