import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { newClientSecret, randomId } from '../internal/random.js';
import { clientMembers } from '../members/client.js';
import { text } from '../members/shapes.js';
import { checkedClient } from './checked-client.js';
import { adminOperation } from './definition.js';
import { clientType } from './describe-user-pool-client.js';
import { ownClientSecret, userPoolId } from './schemas.js';

const ID_LENGTH = 26;

export const createUserPoolClient = adminOperation({
  name: 'CreateUserPoolClient',
  notModelled: 'The OAuth flows themselves',
  input: v.object({
    UserPoolId: userPoolId,
    ClientName: text({ max: 128 }),
    GenerateSecret: v.optional(v.boolean()),
    ClientSecret: v.optional(ownClientSecret),
    ...clientMembers,
  }),
  handle: ({ UserPoolId, ClientName, GenerateSecret, ClientSecret, ...given }, pool) => {
    const { clients, now, random } = pool;
    if (GenerateSecret && ClientSecret !== undefined)
      throw invalidParameter('GenerateSecret and ClientSecret can not be given together.');
    const secret = ClientSecret ?? (GenerateSecret ? newClientSecret(random) : undefined);
    const secrets = secret === undefined ? [] : [secret];
    const client = {
      ...checkedClient(pool, given, secrets),
      ClientId: randomId(random, ID_LENGTH),
      ClientName,
      secrets,
      createdAt: now(),
      modifiedAt: now(),
    };
    clients.save(client);
    return { UserPoolClient: clientType(UserPoolId, client) };
  },
});
