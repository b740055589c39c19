import { createHmac } from 'node:crypto';
import { AppClient } from './app-client.js';

/** An app client that proves by its secret that a call may speak for it. */
export class SecretAppClient extends AppClient {
  readonly #secret: string;

  constructor(id: string, secret: string) {
    super(id);
    this.#secret = secret;
  }

  /** These operations take the secret as it is. */
  override get credentials(): { ClientId: string; ClientSecret?: string } {
    return { ...super.credentials, ClientSecret: this.#secret };
  }

  /**
   * base64(HMAC-SHA256(secret, username ‖ client id)).
   *
   * @param username Exactly what the same call sends as the username; for a refresh, the stored username.
   */
  protected override hash(username: string): string {
    return createHmac('sha256', this.#secret)
      .update(username + this.id)
      .digest('base64');
  }
}
