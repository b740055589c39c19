import { setTimeout } from 'node:timers/promises';
import { Cognito, UserPool } from 'portcullis';
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { PASSWORD } from '../helpers/pool.js';
import { Crowd } from './crowd.js';
import { Draw } from './draw.js';
import { claimOf, type OpenStore, openStore, type StorePlace } from './place.js';

export interface ProcessesOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly store: StorePlace;
}

export interface ProcessesReport {
  readonly rounds: Readonly<Record<Round, number>>;
  /** How many tokens were handed out. */
  readonly tokens: number;
  readonly errors: ReadonlyMap<string, number>;
  readonly violations: readonly string[];
}

const SIZE = 8;
const ROUNDS = { kill: 2, stop: 1, 'stop, sign out': 1, 'stop, sign in': 1 };
type Round = keyof typeof ROUNDS;

/** Any renewal is over by then, on a busy machine too. */
const PATIENCE_MS = 300_000;

/** Eight processes share a session while they are killed, stopped, signed out and signed in again. */
export async function processes({ seed, rounds, store: place }: ProcessesOptions): Promise<ProcessesReport> {
  const local = await startLocalPool({
    seed: {
      clients: [
        { clientId: 'app', RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 } },
      ],
      users: [{ username: 'ada', password: PASSWORD }],
    },
  });
  const opened = await openStore(place);
  const run = new Run(new Draw(seed), local, place, opened);
  try {
    return await run.rounds(rounds);
  } finally {
    run.close();
    opened.close();
    await local.close();
  }
}

class Run {
  readonly #draw: Draw;
  readonly #lockLifetimeMs: number;
  readonly #pool: UserPool;
  readonly #crowd: Crowd;
  readonly #violations: string[] = [];

  constructor(draw: Draw, { userPoolId, endpoint }: LocalPool, place: StorePlace, { store }: OpenStore) {
    const reached = { userPoolId, endpoint, clientId: 'app' };
    this.#draw = draw;
    this.#lockLifetimeMs = place.lockLifetimeMs;
    this.#pool = new UserPool({ ...reached, store, timeoutMs: PATIENCE_MS });
    this.#crowd = new Crowd({ pool: reached, store: place }, SIZE);
  }

  async rounds(count: number): Promise<ProcessesReport> {
    const rounds: Record<Round, number> = { kill: 0, stop: 0, 'stop, sign out': 0, 'stop, sign in': 0 };
    await this.#signIn();
    await this.#expectRenewal('at the beginning');
    for (let nth = 0; nth < count; nth++) {
      const round = this.#draw.weighted(ROUNDS);
      rounds[round]++;
      const when = `in round ${nth} (${round})`;
      await setTimeout(this.#draw.between(0, 60));
      await (round === 'kill' ? this.#kill(when) : this.#stop(round, when));
    }
    const { errors, handedOut } = this.#crowd;
    return { rounds, tokens: handedOut.size, errors, violations: this.#violations };
  }

  close(): void {
    this.#crowd.close();
    this.#pool.close();
  }

  async #kill(when: string): Promise<void> {
    const nth = this.#draw.between(0, SIZE - 1);
    await this.#crowd.kill(nth);
    await this.#expectRenewal(when, nth);
  }

  async #stop(round: Exclude<Round, 'kill'>, when: string): Promise<void> {
    const nth = this.#draw.between(0, SIZE - 1);
    this.#crowd.stop(nth);
    await setTimeout(this.#draw.pick([0, 1.5, 3]) * this.#lockLifetimeMs);
    if (round === 'stop, sign out') await this.#signOut();
    if (round === 'stop, sign in') await this.#signIn();
    const begun = await this.#signInOf();
    this.#crowd.resume(nth);
    if (!(await this.#crowd.hasTurn(nth, PATIENCE_MS))) this.#violate(`the stopped process hangs ${when}`);
    await this.#assertStands(begun, when);
    if (!begun) await this.#signIn();
    await this.#expectRenewal(when);
  }

  /** What was signed in, or out, while a process slept has to stand. */
  async #assertStands(begun: string | undefined, when: string): Promise<void> {
    const found = await this.#signInOf();
    if (found === begun) return;
    if (!begun) this.#violate(`a session that was signed out is back ${when}`);
    else
      this.#violate(`${found ? 'another session was written over' : 'nothing is left of'} a sign-in ${when}`);
  }

  async #signIn(): Promise<void> {
    await new Cognito({ pool: this.#pool, username: 'ada' }).authenticate(PASSWORD);
  }

  async #signOut(): Promise<void> {
    const cognito = await Cognito.restore({ pool: this.#pool, username: 'ada' });
    await cognito?.revoke();
  }

  /** Which sign-in the stored session belongs to. */
  async #signInOf(): Promise<string | undefined> {
    const stored = await Cognito.restore({ pool: this.#pool, username: 'ada' });
    const accessToken = stored?.tokens?.accessToken;
    return accessToken && claimOf(accessToken, 'origin_jti');
  }

  async #expectRenewal(when: string, except?: number): Promise<void> {
    const renewed = await this.#crowd.someoneRenews(PATIENCE_MS, except);
    if (!renewed) this.#violate(`no process renews the session ${when}`);
  }

  #violate(what: string): void {
    this.#violations.push(what);
  }
}
