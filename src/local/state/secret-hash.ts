import { createHmac } from 'node:crypto';
import { equalInConstantTime, utf8 } from '../../internal/bytes.js';
import { notAuthorized, type Why } from '../internal/exception.js';
import type { ClientRecord } from './clients.js';

/**
 * Checks `SECRET_HASH`, base64(HMAC-SHA256(secret, username ‖ client id)), against each of the client's secrets.
 * @param username The name that this call hashes, which differs by operation.
 * @throws NotAuthorizedException when the client has secrets and the hash is missing or made with none of them.
 */
export function checkSecretHash(client: ClientRecord, username: string, hash: string | undefined): void {
  if (client.secrets.length === 0) return;
  const message = username + client.ClientId;
  const hashWith = (secret: string) => createHmac('sha256', secret).update(message).digest('base64');
  const why = (sent: string): Why => ({
    expected: `base64(HMAC-SHA256(client secret, ${JSON.stringify(message)})), which is username and client id`,
    sent,
    secrets: { expected: client.secrets.map(hashWith).join(' or '), ...(hash && { sent: hash }) },
  });
  if (!hash)
    throw notAuthorized(
      `Client ${client.ClientId} is configured with secret but SECRET_HASH was not received`,
      why('no SECRET_HASH'),
    );
  if (!client.secrets.some(secret => equalInConstantTime(utf8(hashWith(secret)), utf8(hash))))
    throw notAuthorized(
      `SecretHash does not match for the client: ${client.ClientId}`,
      why('a hash of another secret, username or client id'),
    );
}

/**
 * Checks a secret that is sent as it is (GetTokensFromRefreshToken, RevokeToken).
 * @throws NotAuthorizedException
 */
export function checkClientSecret(client: ClientRecord, secret: string | undefined): void {
  if (client.secrets.length === 0) return;
  if (!secret)
    throw notAuthorized(
      `Client ${client.ClientId} is configured with secret but ClientSecret was not received`,
      { expected: 'the client secret', sent: 'no ClientSecret' },
    );
  if (!client.secrets.some(known => equalInConstantTime(utf8(known), utf8(secret))))
    throw notAuthorized(`ClientSecret does not match for the client: ${client.ClientId}`, {
      expected: 'the client secret',
      sent: 'another secret',
      secrets: { expected: client.secrets.join(' or '), sent: secret },
    });
}
