/** The app client, as a call names it. */
export class AppClient {
  constructor(readonly id: string) {}

  /** What a sign-in adds for an app client with a secret. */
  secretHash(username: string): { SECRET_HASH?: string } {
    const hash = this.hash(username);
    return hash ? { SECRET_HASH: hash } : {};
  }

  /** What operations without a token say of client and user. */
  named(username: string): { ClientId: string; Username: string; SecretHash?: string } {
    const hash = this.hash(username);
    return { ClientId: this.id, Username: username, ...(hash && { SecretHash: hash }) };
  }

  /** What the operations on refresh tokens say of the client. */
  credentials(): { ClientId: string; ClientSecret?: string } {
    return { ClientId: this.id };
  }

  /** The proof that the call may speak for the client, where it has a secret. */
  protected hash(_username: string): string | undefined {
    return undefined;
  }
}
