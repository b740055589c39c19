import { InvalidOptionError } from '../../errors/invalid-option.js';
import type { PoolClock } from '../internal/clock.js';
import type { PoolDirectory } from '../pool/directory.js';
import type { Pool, PoolState } from '../pool/pool.js';
import { type AddedUser, addUser } from '../seed/add-user.js';
import type { SeedUserInput } from '../seed/schema.js';
import { type LocalTokens, type TokensOptions, tokensFor } from '../sign-in/tokens-for.js';
import type { Message } from '../state/outbox.js';
import { sign } from '../state/signature.js';
import type { TriggerCall } from '../triggers/trigger-log.js';
import type { Fault, Faults } from './faults.js';
import { restoreState, type SavedState, savePool, saveState } from './saved-state.js';

/** What a test may do with a pool that no client of the service can. `/_local/` has the same over HTTP. */
export interface Controls {
  readonly clock: {
    /** Moves the pool's time, for everything that expires. */
    advance(seconds: number): void;
    /** Milliseconds since the epoch. */
    now(): number;
  };
  readonly users: {
    /**
     * Adds a user, who may be anything that a seed's user may be.
     * @throws {InvalidOptionError} naming the key at fault.
     */
    add(user: SeedUserInput): AddedUser;
  };
  /**
   * Gives a user tokens without a sign-in, with scopes and claims as a test wants them.
   * @throws {InvalidOptionError} for a user, or an app client, that is not there.
   */
  tokensFor(username: string, options?: TokensOptions): Promise<LocalTokens>;
  /** The SMS and e-mails that a real pool would have sent. */
  readonly messages: {
    /** All of them, oldest first. */
    list(): readonly Message[];
    /** The oldest (to this address) that `next` has not returned yet; waits for one where there is none. */
    next(options?: { readonly to?: string }): Promise<Message>;
  };
  readonly triggers: {
    /** The latest thousand calls of triggers, oldest first, without passwords. */
    calls(): readonly TriggerCall[];
  };
  /**
   * The token of the links in an e-mail about a sign-in, for UpdateAuthEventFeedback. No such e-mail is sent here.
   * @param eventId Of AdminListUserAuthEvents.
   * @throws {InvalidOptionError} for a sign-in that the pool does not know.
   */
  feedbackToken(eventId: string): string;
  /**
   * What an import job says of the rows that it did not import, up to a thousand: the service writes it to CloudWatch.
   * @throws {InvalidOptionError} for a job that there is not.
   */
  importLog(jobId: string): readonly string[];
  /** What the next calls of the API meet, such as being throttled. */
  readonly faults: {
    /** @throws {InvalidOptionError} naming the key at fault. */
    add(fault: Fault): void;
    clear(): void;
  };
  /** Everything that the pool keeps, as it is now, for {@link restore}. It takes no copy of the records. */
  snapshot(): PoolSnapshot;
  /** Brings everything back to a snapshot of this very pool. @throws {TypeError} for another one's. */
  restore(snapshot: PoolSnapshot): void;
  /** Begins anew with the seed: its one pool, the time as it is, no faults. Signing keys stay. */
  reset(): void;
}

declare const snapshotBrand: unique symbol;

/** See {@link Controls.snapshot}. */
export interface PoolSnapshot {
  readonly [snapshotBrand]: true;
}

interface ControlsNeeds {
  readonly pool: Pool;
  readonly pools: PoolDirectory;
  readonly clock: PoolClock;
  readonly faults: Faults;
  /** What the seed says, made anew. */
  readonly seeded: () => PoolState;
}

export function createControls({ pool, pools, clock, faults, seeded }: ControlsNeeds): Controls {
  const snapshots = new WeakMap<PoolSnapshot, SavedState>();
  return {
    clock: { advance: clock.advance, now: clock.now },
    users: { add: user => addUser(user, pool.state, pool) },
    tokensFor: (username, options) => tokensFor(pool, username, options),
    messages: { list: () => pool.outbox.list(), next: options => pool.outbox.next(options) },
    triggers: { calls: () => pool.triggerLog.list() },
    feedbackToken: eventId => feedbackToken(pools, eventId),
    importLog: jobId => importLog(pools, jobId),
    faults: { add: fault => faults.add(fault), clear: () => faults.clear() },
    snapshot: () => {
      const snapshot = Object.freeze({}) as PoolSnapshot;
      snapshots.set(snapshot, saveState(pools, clock));
      return snapshot;
    },
    restore: snapshot => {
      const saved = snapshots.get(snapshot);
      if (!saved) throw new TypeError('snapshot must be one that this pool took');
      restoreState(saved, pools, clock);
    },
    reset: () => {
      faults.clear();
      pool.triggerLog.clear();
      clock.moveTo(0);
      restoreState({ pools: new Map([[pool, savePool(seeded())]]), clockOffsetMs: 0 }, pools, clock);
    },
  };
}

function feedbackToken(pools: PoolDirectory, eventId: string): string {
  const pool = pools.all().find(({ userSessions }) => userSessions.findByEvent(eventId));
  if (!pool) throw new InvalidOptionError('eventId', 'must be the id of a sign-in that the pool knows');
  return sign(pool, 'feedback', eventId);
}

function importLog(pools: PoolDirectory, jobId: string): readonly string[] {
  const pool = pools.all().find(({ importJobs }) => importJobs.find(jobId));
  if (!pool) throw new InvalidOptionError('jobId', 'must be the id of an import job');
  return pool.importJobs.logOf(jobId);
}
