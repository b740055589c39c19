import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import type { ClientRecord } from '../state/clients.js';
import { adminOperation } from './definition.js';
import { clientId, userPoolId } from './schemas.js';

/** The wire's `UserPoolClientType`, without what is not set. */
export function clientType(UserPoolId: string, client: ClientRecord): UserPoolClientType {
  const { secrets, secretDates: _, createdAt, modifiedAt, ...members } = client;
  const [ClientSecret] = secrets;
  return {
    ...members,
    UserPoolId,
    ...(ClientSecret && { ClientSecret }),
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}

export const describeUserPoolClient = adminOperation({
  name: 'DescribeUserPoolClient',
  input: v.object({ UserPoolId: userPoolId, ClientId: clientId }),
  handle: ({ UserPoolId, ClientId }, { clients }) => ({
    UserPoolClient: clientType(UserPoolId, clients.require(ClientId)),
  }),
});
