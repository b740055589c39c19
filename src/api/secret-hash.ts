import { node } from '../internal/node.js';
import { check, nonEmpty, strictOptions } from '../internal/options.js';

/** What a secret hash is made of. */
export interface SecretHashParts {
  /** Exactly what the same call sends as the username; for a refresh, the stored username. */
  readonly username: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const secretHashParts = strictOptions({ username: nonEmpty, clientId: nonEmpty, clientSecret: nonEmpty });

/**
 * The `SECRET_HASH` by which a call speaks for an app client with a secret: base64(HMAC-SHA256(secret, username ‖ client
 * id)). For calls of one's own: a `Cognito` with a `clientSecret` sends it by itself.
 *
 * ```ts
 * import { secretHash } from 'portcullis';
 *
 * secretHash({ username: 'ada', clientId: 'app', clientSecret: process.env.CLIENT_SECRET ?? '' });
 * ```
 *
 * @throws {InvalidOptionError}
 */
export function secretHash(parts: SecretHashParts): string {
  const { username, clientId, clientSecret } = check(secretHashParts, parts, 'parts');
  return node('node:crypto')
    .createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64');
}
