import { createHmac } from 'node:crypto';

/** The app client, as a call names it and proves that it may speak for it. */
export class AppClient {
  readonly #secret: string | undefined;

  constructor(
    readonly id: string,
    secret: string | undefined,
  ) {
    this.#secret = secret;
  }

  /**
   * What an app client with a secret adds to a sign-in: base64(HMAC-SHA256(secret, username ‖ client id)).
   *
   * @param username Exactly what the same call sends as the username; for a refresh, the stored username.
   */
  secretHash(username: string): { SECRET_HASH?: string } {
    const hash = this.#hash(username);
    return hash ? { SECRET_HASH: hash } : {};
  }

  /** What operations without a token say of client and user. */
  named(username: string): { ClientId: string; Username: string; SecretHash?: string } {
    const hash = this.#hash(username);
    return { ClientId: this.id, Username: username, ...(hash && { SecretHash: hash }) };
  }

  /** What the operations on refresh tokens say of the client: they take the secret as it is. */
  get credentials(): { ClientId: string; ClientSecret?: string } {
    return { ClientId: this.id, ...(this.#secret && { ClientSecret: this.#secret }) };
  }

  #hash(username: string): string | undefined {
    if (!this.#secret) return undefined;
    return createHmac('sha256', this.#secret)
      .update(username + this.id)
      .digest('base64');
  }
}
