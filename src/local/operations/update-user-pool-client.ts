import * as v from 'valibot';
import { clientMembers } from '../members/client.js';
import { text } from '../members/shapes.js';
import { checkedClient } from './checked-client.js';
import { adminOperation } from './definition.js';
import { clientType } from './describe-user-pool-client.js';
import { clientId, userPoolId } from './schemas.js';

/** What the request leaves out goes back to its default, as the service does it. */
export const updateUserPoolClient = adminOperation({
  name: 'UpdateUserPoolClient',
  notModelled: 'The OAuth flows themselves',
  input: v.object({
    UserPoolId: userPoolId,
    ClientId: clientId,
    ClientName: v.optional(text({ max: 128 })),
    ...clientMembers,
  }),
  handle: ({ UserPoolId, ClientId, ClientName, ...given }, pool) => {
    const { clients, now } = pool;
    const { ClientName: before, secrets, secretDates, createdAt } = clients.require(ClientId);
    const updated = {
      ...checkedClient(pool, given, secrets),
      ClientId,
      ClientName: ClientName ?? before,
      secrets,
      ...(secretDates && { secretDates }),
      createdAt,
      modifiedAt: now(),
    };
    clients.save(updated);
    return { UserPoolClient: clientType(UserPoolId, updated) };
  },
});
