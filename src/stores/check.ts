/**
 * Tries a store of sessions of your own against what sessions ask of one. For the tests of that store.
 *
 * @module
 */
import type { SessionKey, TokenStore } from '../tokens/store.js';
import { isSame } from '../tokens/token-data.js';
import type { TokenData } from '../tokens/token-set.js';

/**
 * What a store does otherwise than {@link TokenStore} asks; empty where it does as asked. It stores invented sessions
 * under user pools whose ids begin with `store-check`, and deletes them.
 *
 * ```ts
 * import assert from 'node:assert/strict';
 * import { MemoryStore } from 'portcullis';
 * import { checkTokenStore } from 'portcullis/stores/check';
 *
 * assert.deepEqual(await checkTokenStore(new MemoryStore()), []);
 * ```
 */
export async function checkTokenStore(store: TokenStore): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [rule, holds] of Object.entries(RULES)) {
    const trial = new Trial(store, `store-check-${globalThis.crypto.randomUUID()}`);
    try {
      if (!(await holds(trial))) problems.push(rule);
    } catch (error) {
      problems.push(`${rule} (it failed: ${String(error)})`);
    } finally {
      await trial.clear().catch(() => {});
    }
  }
  return problems;
}

const tokens = (name: string): TokenData => ({
  accessToken: `access-${name}`,
  idToken: `id-${name}`,
  refreshToken: `refresh-${name}`,
});
const [one, other, newer] = [tokens('one'), tokens('other'), tokens('newer')];

/** One session in the store, and others beside it. */
class Trial {
  readonly key: SessionKey;

  constructor(
    readonly store: TokenStore,
    readonly userPoolId: string,
  ) {
    this.key = { userPoolId, clientId: 'app', username: 'ada' };
  }

  /** Keys that differ from the trial's by little. */
  get neighbours(): readonly SessionKey[] {
    return [
      { ...this.key, userPoolId: `${this.userPoolId}2` },
      { ...this.key, clientId: 'app2' },
      { ...this.key, username: 'Ada' },
      { ...this.key, clientId: 'appa', username: 'da' },
    ];
  }

  async has(expected: TokenData | undefined, key = this.key): Promise<boolean> {
    return isSame(await this.store.get(key), expected);
  }

  set(tokens: TokenData, expected?: TokenData, key = this.key): Promise<boolean> {
    return this.store.set(key, tokens, expected);
  }

  delete(expected: TokenData | undefined, key = this.key): Promise<boolean> {
    return this.store.delete(key, expected);
  }

  async clear(): Promise<void> {
    for (const key of [this.key, ...this.neighbours]) await this.delete(await this.store.get(key), key);
  }
}

type Rule = (trial: Trial) => Promise<boolean>;

const RULES: Readonly<Record<string, Rule>> = {
  'get() gives undefined where nothing is stored': trial => trial.has(undefined),

  'set() stores where nothing is, and get() gives that back': async trial =>
    (await trial.set(one)) === true && (await trial.has(one)),

  'tokens that a session lacks stay away': async trial =>
    (await trial.set({ accessToken: 'a', idToken: 'i', refreshToken: undefined })) === true &&
    (await trial.has({ accessToken: 'a', idToken: 'i' })),

  'set() replaces what get() gave': async trial => {
    await trial.set(one);
    return (await trial.set(newer, await trial.store.get(trial.key))) === true && (await trial.has(newer));
  },

  'set() leaves what is stored where nothing was expected, and says false': async trial => {
    await trial.set(one);
    return (await trial.set(newer)) === false && (await trial.has(one));
  },

  'set() leaves what is stored where other tokens were expected, and says false': async trial => {
    await trial.set(one);
    return (await trial.set(newer, other)) === false && (await trial.has(one));
  },

  'delete() deletes what get() gave': async trial => {
    await trial.set(one);
    return (await trial.delete(await trial.store.get(trial.key))) === true && (await trial.has(undefined));
  },

  'delete() leaves what is stored where other tokens were expected, and says false': async trial => {
    await trial.set(one);
    return (await trial.delete(other)) === false && (await trial.has(one));
  },

  'delete() says true where nothing is stored and nothing was expected': async trial =>
    (await trial.delete(undefined)) === true,

  'set() and delete() bring nothing back that was deleted, and say false': async trial => {
    await trial.set(one);
    await trial.delete(one);
    const changed = [await trial.set(newer, one), await trial.delete(one)];
    return changed.every(each => each === false) && (await trial.has(undefined));
  },

  'of several at once that expect the same, one succeeds': async trial => {
    await trial.set(one);
    const changes = ['a', 'b', 'c', 'd'].map(tokens);
    const succeeded = await Promise.all(changes.map(change => trial.set(change, one)));
    return succeeded.filter(Boolean).length === 1 && (await trial.has(changes[succeeded.indexOf(true)]));
  },

  'sessions of other pools, clients and users are apart': async trial => {
    await trial.set(one);
    const apart = trial.neighbours.map(key => trial.has(undefined, key));
    return (await Promise.all(apart)).every(Boolean);
  },

  'withLock() runs one work at a time, each in the end': async trial => {
    let inside = 0;
    let crowded = false;
    const work = async () => {
      crowded ||= ++inside > 1;
      await trial.set(newer, await trial.store.get(trial.key));
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => trial.store.withLock(trial.key, work)));
    return !crowded;
  },

  "withLock() gives the work's result or error, and then lets others in": async trial => {
    const failure = new Error('the work failed');
    const thrown = await trial.store.withLock(trial.key, () => Promise.reject(failure)).catch(error => error);
    return thrown === failure && (await trial.store.withLock(trial.key, async () => 42)) === 42;
  },
};
