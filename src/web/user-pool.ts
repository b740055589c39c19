import { AppClient } from '../api/app-client.js';
import type { CallOptions } from '../api/call-options.js';
import { FetchTransport } from '../api/fetch-transport.js';
import { UnsignedApi } from '../api/unsigned-api.js';
import type { DeviceOptions } from '../person/options.js';
import type { PersonPool } from '../person/pool.js';
import { renew, revoke } from '../person/renewal.js';
import { webPlatform } from '../srp/web.js';
import type { RevokeOutcome } from '../tokens/sign-out.js';
import type { TokenStore } from '../tokens/store.js';
import { type CompleteTokenSet, complete, type TokenSet } from '../tokens/token-set.js';
import { decodedSession } from './decoded-session.js';
import { checkUserPoolOptions, type UserPoolOptions } from './options.js';

/** What the browser calls itself, where there is one. */
const userAgent = (): string | undefined =>
  (globalThis as { readonly navigator?: { readonly userAgent?: string } }).navigator?.userAgent;

/**
 * A user pool as its people see it from a browser or another runtime with `fetch` and Web Crypto. A page has one person;
 * a server that makes one for each request shares the pool among them.
 *
 * ```ts
 * import { Cognito, UserPool, WebStore } from 'portcullis/web';
 *
 * const store = new WebStore();
 * const pool = new UserPool({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', store });
 * const ada = new Cognito({ pool, username: 'ada' });
 * ```
 */
export class UserPool implements PersonPool {
  /** Cognito's API, for an operation without AWS credentials that has no method here: `pool.api.call('GetUser', { … })`. */
  readonly api: UnsignedApi;
  readonly srp = webPlatform;
  readonly store: TokenStore | undefined;
  readonly devices: DeviceOptions | undefined;
  readonly renewBeforeExpiryMs: number;

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: UserPoolOptions) {
    const { config, fetch, store, devices, renewBeforeExpiryMs } = checkUserPoolOptions(options);
    this.api = new UnsignedApi(config, new FetchTransport(fetch), [new AppClient(options.clientId)]);
    this.store = store;
    this.devices = devices && { ...devices, name: devices.name ?? userAgent() };
    this.renewBeforeExpiryMs = renewBeforeExpiryMs;
  }

  get userPoolId(): string {
    return this.api.config.userPoolId;
  }

  get clientId(): string {
    return this.api.config.clientId as string;
  }

  /**
   * New tokens for those of a session (GetTokensFromRefreshToken). A {@link Cognito} does this by itself, once for all
   * who wait, and stores what comes of it.
   *
   * @throws {NotSignedInError} when there is no refresh token.
   * @throws {NotAuthorizedError | RefreshTokenReuseError} when the session is over.
   */
  async renew(tokens: TokenSet, options?: CallOptions): Promise<CompleteTokenSet> {
    return complete(await renew(this, tokens, options));
  }

  /** Ends the session that a refresh token belongs to (RevokeToken). */
  async revoke(refreshToken: string, options?: CallOptions): Promise<RevokeOutcome> {
    return await revoke(this.api, refreshToken, options);
  }

  /** Nothing is fetched here. */
  prepare(): void {}

  /**
   * Checks that new tokens are one person's and were issued to this app client. Signatures are left to the servers that
   * take the tokens: these came from the pool itself, over TLS.
   *
   * @throws {InvalidTokenError} naming the claim at fault.
   */
  async assertGenuine(tokens: TokenSet): Promise<void> {
    decodedSession(tokens, this.clientId);
  }

  close(): void {
    this.api.close();
  }

  toJSON() {
    const { userPoolId, clientId, region, address } = this.api.config;
    return { userPoolId, clientId, region, address };
  }
}
