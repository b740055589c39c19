import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cognito, FileStore, MemoryStore, type TokenStore, UserPool } from 'portcullis';
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { CLIENT_SECRET, PASSWORD, TOTP_SECRET } from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';
import type { Draw } from './draw.js';
import { FaultyStore } from './faulty-store.js';
import { FaultyNetwork } from './network.js';

/** How rotation of refresh tokens is set at the app client. */
export const ROTATIONS = ['off', 'with grace', 'without grace'] as const;
export type Rotation = (typeof ROTATIONS)[number];

const GRACE_SECONDS = 60;
const STORES = ['none', 'memory', 'files'] as const;

/** A call that is not about time. */
export const PATIENT_MS = 60_000;

interface Setting {
  readonly rotation: Rotation;
  readonly store: (typeof STORES)[number];
  readonly totp: boolean;
  readonly clientSecret: string | undefined;
}

/** A local pool with Ada in it, and the faults on the way to it and to the store. */
export class World {
  readonly setting: Setting;
  readonly network: FaultyNetwork;
  readonly store: FaultyStore | undefined;
  /** By how much Ada's machine is wrong about the time. */
  skewMs = 0;
  readonly #pool: LocalPool;
  readonly #directory: string;
  #offsetMs = 0;

  private constructor(
    setting: Setting,
    pool: LocalPool,
    network: FaultyNetwork,
    directory: string,
    draw: Draw,
  ) {
    this.setting = setting;
    this.network = network;
    this.#pool = pool;
    this.#directory = directory;
    const kept = this.#newStore();
    this.store = kept && new FaultyStore(kept, draw);
  }

  static async start(draw: Draw): Promise<World> {
    const setting: Setting = {
      rotation: draw.pick(ROTATIONS),
      store: draw.pick(STORES),
      totp: draw.chance(0.3),
      clientSecret: draw.chance(0.5) ? CLIENT_SECRET : undefined,
    };
    const pool = await startLocalPool({ seed: seedOf(setting) });
    const network = await FaultyNetwork.between(pool.endpoint, draw.another());
    const directory = await mkdtemp(join(tmpdir(), 'portcullis-faults-'));
    return new World(setting, pool, network, directory, draw.another());
  }

  get rotates(): boolean {
    return this.setting.rotation !== 'off';
  }

  /** The pool as Ada's program reaches it: through the faults, and by her machine's clock. */
  poolOfAda(timeoutMs: number): UserPool {
    const { userPoolId, issuer, jwksUri, endpoint } = this.#pool;
    return new UserPool({
      userPoolId,
      clientId: 'app',
      clientSecret: this.setting.clientSecret,
      endpoint: this.network.endpoint,
      issuer,
      jwksUri: jwksUri.replace(endpoint, this.network.endpoint),
      store: this.store?.store,
      timeoutMs,
      clock: () => this.#now() + this.skewMs,
    });
  }

  /** Time passes for everyone. */
  wait(seconds: number): void {
    this.#pool.clock.advance(seconds);
    this.#offsetMs += seconds * 1000;
  }

  /** Answers what Ada is asked for. An authenticator's code is good once, so time passes first. */
  handlers() {
    if (this.setting.totp) this.wait(60);
    return { onSoftwareTokenMfa: () => totpCode(TOTP_SECRET, this.#now()) };
  }

  async heal(): Promise<void> {
    this.store?.heal();
    await this.network.heal();
  }

  /** Whether the pool renews this session. */
  async honours(refreshToken: string): Promise<boolean> {
    const { clientSecret: ClientSecret } = this.setting;
    const input = { ClientId: 'app', ClientSecret, RefreshToken: refreshToken };
    return await this.#allows(pool => pool.api.call('GetTokensFromRefreshToken', input));
  }

  async isPassword(password: string): Promise<boolean> {
    return await this.#allows(pool =>
      new Cognito({ pool, username: 'ada' }).authenticate(password, this.handlers()),
    );
  }

  async close(): Promise<void> {
    this.network.close();
    await this.#pool.close();
    // What calls left to be done in the background may write once more.
    await rm(this.#directory, { recursive: true, maxRetries: 10 });
  }

  /** Whether the pool allows something when it is asked without faults in between. */
  async #allows(work: (pool: UserPool) => Promise<unknown>): Promise<boolean> {
    const { userPoolId, endpoint } = this.#pool;
    const { clientSecret } = this.setting;
    const reached = { userPoolId, endpoint, clientId: 'app', clientSecret, timeoutMs: PATIENT_MS };
    await using pool = new UserPool({ ...reached, clock: () => this.#now() });
    return await work(pool).then(
      () => true,
      () => false,
    );
  }

  #now(): number {
    return Date.now() + this.#offsetMs;
  }

  #newStore(): TokenStore | undefined {
    if (this.setting.store === 'none') return undefined;
    return this.setting.store === 'memory'
      ? new MemoryStore()
      : new FileStore({ directory: this.#directory });
  }
}

const seedOf = ({ rotation, totp, clientSecret }: Setting) => ({
  MfaConfiguration: 'OPTIONAL' as const,
  clients: [
    {
      clientId: 'app',
      ...(clientSecret && { clientSecret }),
      ...(rotation !== 'off' && {
        RefreshTokenRotation: {
          Feature: 'ENABLED' as const,
          RetryGracePeriodSeconds: rotation === 'with grace' ? GRACE_SECONDS : 0,
        },
      }),
    },
  ],
  users: [
    {
      username: 'ada',
      password: PASSWORD,
      attributes: { email: 'ada@example.com', email_verified: 'true' },
      ...(totp && {
        totpSecret: TOTP_SECRET,
        mfa: ['SOFTWARE_TOKEN_MFA' as const],
        preferredMfa: 'SOFTWARE_TOKEN_MFA' as const,
      }),
    },
  ],
});
