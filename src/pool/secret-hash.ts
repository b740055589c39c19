import { createHmac } from 'node:crypto';

/**
 * What an app client with a secret adds to its calls: base64(HMAC-SHA256(clientSecret, username ‖ clientId)).
 *
 * @param username Exactly what the same call sends as the username; for a refresh, the stored username.
 */
export function secretHash(clientSecret: string, username: string, clientId: string): string {
  return createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64');
}
