import * as v from 'valibot';
import { randomId } from '../internal/random.js';
import { clientMembers, configurationOf } from './client-members.js';
import { adminOperation } from './definition.js';
import { clientType } from './describe-user-pool-client.js';
import { text, userPoolId } from './schemas.js';

const ID_LENGTH = 26;
const SECRET_LENGTH = 51;

export const createUserPoolClient = adminOperation({
  name: 'CreateUserPoolClient',
  notModelled: 'OAuth flows, callback and logout URLs, identity providers, analytics',
  input: v.object({
    UserPoolId: userPoolId,
    ClientName: text({ max: 128 }),
    GenerateSecret: v.optional(v.boolean()),
    ...clientMembers,
  }),
  handle: ({ UserPoolId, ClientName, GenerateSecret, ...given }, { clients, now, random }) => {
    const client = {
      ...configurationOf(given),
      ClientId: randomId(random, ID_LENGTH),
      ClientName,
      secrets: GenerateSecret ? [randomId(random, SECRET_LENGTH)] : [],
      createdAt: now(),
      modifiedAt: now(),
    };
    clients.save(client);
    return { UserPoolClient: clientType(UserPoolId, client) };
  },
});
