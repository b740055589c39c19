import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { clientId, userPoolId } from './schemas.js';

export const deleteUserPoolClient = adminOperation({
  name: 'DeleteUserPoolClient',
  input: v.object({ UserPoolId: userPoolId, ClientId: clientId }),
  handle: ({ ClientId }, { clients }) => {
    clients.remove(clients.require(ClientId));
    return {};
  },
});
