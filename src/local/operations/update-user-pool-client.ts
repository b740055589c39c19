import * as v from 'valibot';
import { clientMembers, configurationOf } from './client-members.js';
import { adminOperation } from './definition.js';
import { clientType } from './describe-user-pool-client.js';
import { clientId, text, userPoolId } from './schemas.js';

/** What the request leaves out goes back to its default, as the service does it. */
export const updateUserPoolClient = adminOperation({
  name: 'UpdateUserPoolClient',
  notModelled: 'OAuth flows, callback and logout URLs, identity providers, analytics',
  input: v.object({
    UserPoolId: userPoolId,
    ClientId: clientId,
    ClientName: v.optional(text({ max: 128 })),
    ...clientMembers,
  }),
  handle: ({ UserPoolId, ClientId, ClientName, ...given }, { clients, now }) => {
    const { ClientName: before, secrets, createdAt } = clients.require(ClientId);
    const updated = {
      ...configurationOf(given),
      ClientId,
      ClientName: ClientName ?? before,
      secrets,
      createdAt,
      modifiedAt: now(),
    };
    clients.save(updated);
    return { UserPoolClient: clientType(UserPoolId, updated) };
  },
});
