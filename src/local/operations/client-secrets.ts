import { createHash } from 'node:crypto';
import type { ClientSecretDescriptorType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { CognitoException, invalidParameter, notFound } from '../internal/exception.js';
import { newClientSecret } from '../internal/random.js';
import { text } from '../members/shapes.js';
import type { ClientRecord } from '../state/clients.js';
import { adminOperation } from './definition.js';
import { pageToken } from './paging.js';
import { clientId, ownClientSecret, userPoolId } from './schemas.js';

const MOST_SECRETS = 2;
const ofClient = { UserPoolId: userPoolId, ClientId: clientId };

/** A secret's id says nothing of the secret. */
const idOf = ({ ClientId }: ClientRecord, secret: string): string =>
  `${ClientId}--${createHash('sha256').update(`${ClientId}:${secret}`).digest('hex').slice(0, 20)}`;

const descriptor = (client: ClientRecord, secret: string): ClientSecretDescriptorType => ({
  ClientSecretId: idOf(client, secret),
  ClientSecretCreateDate: new Date(client.secretDates?.[idOf(client, secret)] ?? client.createdAt),
});

export const addUserPoolClientSecret = adminOperation({
  name: 'AddUserPoolClientSecret',
  input: v.object({ ...ofClient, ClientSecret: v.optional(ownClientSecret) }),
  handle: ({ ClientId, ClientSecret }, { clients, now, random }) => {
    const client = clients.require(ClientId);
    if (client.secrets.length === 0)
      throw invalidParameter('The app client is not confidential: it has no secret.');
    if (client.secrets.length >= MOST_SECRETS)
      throw new CognitoException(
        'LimitExceededException',
        `An app client has at most ${MOST_SECRETS} secrets.`,
      );
    const secret = ClientSecret ?? newClientSecret(random);
    const changed = {
      ...client,
      secrets: [...client.secrets, secret],
      secretDates: { ...client.secretDates, [idOf(client, secret)]: now() },
      modifiedAt: now(),
    };
    clients.save(changed);
    const ClientSecretDescriptor = {
      ...descriptor(changed, secret),
      ...(ClientSecret === undefined && { ClientSecretValue: secret }),
    };
    return { ClientSecretDescriptor };
  },
});

export const listUserPoolClientSecrets = adminOperation({
  name: 'ListUserPoolClientSecrets',
  input: v.object({ ...ofClient, NextToken: pageToken }),
  handle: ({ ClientId }, { clients }) => {
    const client = clients.require(ClientId);
    return { ClientSecrets: client.secrets.map(secret => descriptor(client, secret)) };
  },
});

export const deleteUserPoolClientSecret = adminOperation({
  name: 'DeleteUserPoolClientSecret',
  input: v.object({ ...ofClient, ClientSecretId: text({ max: 256 }) }),
  handle: ({ ClientId, ClientSecretId }, { clients, now }) => {
    const client = clients.require(ClientId);
    const secrets = client.secrets.filter(secret => idOf(client, secret) !== ClientSecretId);
    if (secrets.length === client.secrets.length) throw notFound('Client secret does not exist.');
    if (secrets.length === 0) throw invalidParameter('The last secret of an app client cannot be deleted.');
    clients.save({ ...client, secrets, modifiedAt: now() });
    return {};
  },
});
