import { Cognito } from 'portcullis';
import { PASSWORD } from '../helpers/pool.js';
import { type Attempt, Attempts } from './attempts.js';
import { Draw } from './draw.js';
import type { Kind } from './outcome.js';
import { PATIENT_MS, type Rotation, World } from './world.js';

/** What came of one scenario. */
export interface Report {
  readonly rotation: Rotation;
  /** Faults of network and store that were met. */
  readonly faults: number;
  readonly calls: Readonly<Record<Kind, number>>;
  /** The pool honours the session no more, for a lost answer, and the person has to sign in again. */
  readonly spent: boolean;
  /** What must not happen, in words. */
  readonly violations: readonly string[];
}

const TIMEOUT_MS = 600;

const STEPS = {
  token: 5,
  'tokens at once': 3,
  user: 4,
  profile: 1,
  'an hour later': 5,
  'clock is set': 1,
  'sign in again': 2,
  'change password': 1,
  restart: 2,
  'sign out': 1,
  revoke: 1,
};

/** One person's days at a program while network and store fail. */
export async function runScenario(seed: number): Promise<Report> {
  const draw = new Draw(seed);
  const world = await World.start(draw);
  const scenario = new Scenario(draw, world);
  try {
    return await scenario.run(seed);
  } finally {
    scenario.close();
    await world.close();
  }
}

class Scenario {
  readonly #draw: Draw;
  readonly #world: World;
  readonly #attempts: Attempts;
  readonly #passwords = [PASSWORD];
  #cognito: Cognito;
  #lastRefreshToken: string | undefined;
  /** Whether the person has to be signed in. Undefined after a sign-out that failed: either is right then. */
  #signedIn: boolean | undefined = false;
  #spent = false;

  constructor(draw: Draw, world: World) {
    this.#draw = draw;
    this.#world = world;
    this.#cognito = new Cognito({ pool: world.poolOfAda(TIMEOUT_MS), username: 'ada' });
    this.#attempts = new Attempts(() => {
      const { accessToken, idToken, refreshToken } = this.#cognito.tokens ?? {};
      return [...this.#passwords, world.setting.clientSecret, accessToken, idToken, refreshToken];
    });
  }

  async run(seed: number): Promise<Report> {
    const { network, store, setting } = this.#world;
    this.#attempts.note(`seed ${seed}, ${JSON.stringify(setting)}`);
    await this.#signIn();
    network.worsen(this.#draw.pick([0.1, 0.3, 0.6]));
    store?.worsen(this.#draw.pick([0, 0, 0.1, 0.3]));
    for (let left = this.#draw.between(4, 9); left > 0; left--) await this.#step(this.#draw.weighted(STEPS));
    await this.#world.heal();
    await this.#finish();
    return {
      rotation: setting.rotation,
      faults: network.met.length + (store?.failures ?? 0),
      calls: this.#attempts.counts,
      spent: this.#spent,
      violations: this.#attempts.violations,
    };
  }

  close(): void {
    this.#cognito.pool.close();
  }

  async #step(step: keyof typeof STEPS): Promise<void> {
    this.#attempts.note(`- ${step}`);
    switch (step) {
      case 'token':
        return await this.#token();
      case 'tokens at once':
        return void (await Promise.all([1, 2, 3].map(() => this.#token())));
      case 'user':
        return void (await this.#ask('getUser', () => this.#cognito.getUser()));
      case 'profile':
        return void (await this.#ask('updateProfile', () => this.#cognito.updateProfile({ name: 'Ada' })));
      case 'an hour later':
        return this.#world.wait(3601);
      case 'clock is set':
        this.#world.skewMs = this.#draw.pick([-900_000, 0, 900_000]);
        return;
      case 'sign in again':
        return await this.#signIn();
      case 'change password':
        return await this.#changePassword();
      case 'restart':
        return await this.#restart();
      case 'sign out':
        return await this.#end('logout', () => this.#cognito.logout());
      case 'revoke':
        return await this.#end('revoke', () => this.#cognito.revoke());
    }
  }

  async #token(timeoutMs = TIMEOUT_MS): Promise<void> {
    const token = await this.#ask(
      'getAccessToken',
      () => this.#cognito.getAccessToken({ timeoutMs }),
      timeoutMs,
    );
    this.#assertKept('getAccessToken', token);
  }

  #assertKept(what: string, token: string | undefined): void {
    const { store } = this.#world;
    if (token && store && !store.kept.has(token))
      this.#attempts.violate(`${what} handed out a token that was not stored`);
  }

  /** A call in the name of the person who is signed in. */
  async #ask<T>(what: string, call: () => Promise<T>, timeoutMs = TIMEOUT_MS): Promise<T | undefined> {
    const { kind, value, error } = await this.#make(what, call, timeoutMs);
    if (kind === 'signed out' && this.#signedIn) await this.#assertSpent(what, error);
    if (kind === 'refused') this.#attempts.violate(`${what} was refused: ${String(error)}`);
    return value;
  }

  /** The client says that the session is over: only the rotation at the pool may have ended it. */
  async #assertSpent(what: string, error: unknown): Promise<void> {
    this.#signedIn = false;
    const last = this.#lastRefreshToken;
    if (!this.#world.rotates || (last && (await this.#world.honours(last))))
      this.#attempts.violate(`${what} lost a session that the pool honours: ${String(error)}`);
    else this.#spent = true;
  }

  async #signIn(timeoutMs = TIMEOUT_MS): Promise<void> {
    const before = this.#cognito.tokens;
    const options = { ...this.#world.handlers(), timeoutMs };
    const call = () => this.#cognito.authenticate(this.#passwords.at(-1) ?? '', options);
    const { kind, value, error } = await this.#make('authenticate', call, timeoutMs);
    this.#assertKept('authenticate', value?.accessToken);
    if (value) this.#signedIn = true;
    else if (kind !== 'failed, and said so')
      this.#attempts.violate(`a right sign-in was refused: ${String(error)}`);
    else if (before && !this.#cognito.tokens)
      await this.#assertSpent('a renewal during a sign-in that failed', error);
  }

  async #changePassword(): Promise<void> {
    const [now = ''] = this.#passwords.slice(-1);
    const proposed = `${now}x`;
    await this.#ask('changePassword', () => this.#cognito.changePassword(now, proposed));
    if (await this.#world.isPassword(proposed)) this.#passwords.push(proposed);
  }

  /** Another process takes the session over from the store. */
  async #restart(): Promise<void> {
    if (!this.#world.store) return;
    this.#cognito.pool.close();
    const options = { pool: this.#world.poolOfAda(TIMEOUT_MS), username: 'ada' };
    const { value, kind, error } = await this.#make('restore', () => Cognito.restore(options));
    this.#cognito = value ?? new Cognito(options);
    if (kind !== 'fine' && kind !== 'failed, and said so')
      this.#attempts.violate(`restore was refused: ${String(error)}`);
    if (value) return;
    if (kind === 'fine' && this.#signedIn) this.#attempts.violate('the store has no session of the person');
    this.#signedIn = kind === 'fine' ? false : undefined;
  }

  async #end(what: string, call: () => Promise<{ readonly revoked: boolean }>): Promise<void> {
    const { refreshToken } = this.#cognito.tokens ?? {};
    const { kind, value, error } = await this.#make(what, call);
    if (kind === 'refused') this.#attempts.violate(`${what} was refused: ${String(error)}`);
    if (value) this.#signedIn = false;
    else if (this.#signedIn) this.#signedIn = undefined;
    if (value?.revoked && refreshToken && (await this.#world.honours(refreshToken)))
      this.#attempts.violate(`${what} said that it revoked the session, and the pool honours it`);
  }

  /** Nothing may be left behind by what went wrong. */
  async #finish(): Promise<void> {
    this.#attempts.note('- all is well again');
    if (this.#signedIn) await this.#token(PATIENT_MS);
    await this.#signIn(PATIENT_MS);
    const call = () => this.#cognito.getUser({ timeoutMs: PATIENT_MS });
    const { kind, error } = await this.#make('getUser', call, PATIENT_MS);
    if (kind !== 'fine') this.#attempts.violate(`getUser failed when all was well: ${String(error)}`);
  }

  async #make<T>(what: string, call: () => Promise<T>, timeoutMs = TIMEOUT_MS): Promise<Attempt<T>> {
    const { network } = this.#world;
    this.#rememberRefreshToken();
    const [before] = [network.met.length];
    const attempt = await this.#attempts.make(what, call, timeoutMs);
    const met = network.met.slice(before);
    if (met.length > 0) this.#attempts.note(`  met ${met.join(', ')}`);
    this.#rememberRefreshToken();
    return attempt;
  }

  #rememberRefreshToken(): void {
    this.#lastRefreshToken = this.#cognito.tokens?.refreshToken ?? this.#lastRefreshToken;
  }
}
