import { AppClient } from './app-client.js';
import { secretHash } from './secret-hash.js';

/** An app client that proves by its secret that a call may speak for it. */
export class SecretAppClient extends AppClient {
  readonly #secret: string;

  constructor(id: string, secret: string) {
    super(id);
    this.#secret = secret;
  }

  /** These operations take the secret as it is. */
  override credentials(): { ClientId: string; ClientSecret?: string } {
    return { ...super.credentials(), ClientSecret: this.#secret };
  }

  protected override hash(username: string): string {
    return secretHash({ username, clientId: this.id, clientSecret: this.#secret });
  }
}
