import type * as v from 'valibot';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { StoreUnavailableError } from '../errors/store.js';
import { parseJson } from '../internal/json.js';
import { anyString, atLeastZero, check, strictOptions, withMethods } from '../internal/options.js';
import { custom, optional, parse } from '../internal/schemas.js';
import { rememberedDevice } from '../stores/remembered-device.js';
import { Turns } from '../stores/turns.js';
import type { DeviceOwner, DeviceStore, RememberedDevice } from '../tokens/device-store.js';
import type { SessionKey, StoreSetOptions, TokenStore } from '../tokens/store.js';
import { isSame, tokenData } from '../tokens/token-data.js';
import type { TokenData } from '../tokens/token-set.js';

/** A Web Storage, such as `localStorage` and `sessionStorage`, or anything that works like one. */
export interface WebStorage {
  getItem(name: string): string | null;
  setItem(name: string, content: string): void;
  removeItem(name: string): void;
}

/** Web Locks, such as `navigator.locks`. */
export interface WebLocks {
  request<T>(name: string, options: { readonly signal?: AbortSignal }, work: () => Promise<T>): Promise<T>;
}

export interface WebStoreOptions {
  /** Default `localStorage`, which all tabs of a site share and which outlives them. */
  readonly storage?: WebStorage | undefined;
  /** What every name begins with. Default `portcullis:`. */
  readonly prefix?: string | undefined;
  /** Lets one tab at a time renew a session. Default `navigator.locks`; without them tabs may renew at the same time. */
  readonly locks?: WebLocks | undefined;
}

/** What a runtime may have of its own. */
const own: { readonly localStorage?: WebStorage; readonly navigator?: { readonly locks?: WebLocks } } =
  globalThis as object;

const turns = new Turns();

/** Where a runtime has no Web Locks: turns within this program. */
const withinProgram: WebLocks = {
  request: (name, { signal }, work) =>
    turns.run(name, async () => {
      signal?.throwIfAborted();
      return await work();
    }),
};

const webStoreOptions = strictOptions({
  storage: optional(withMethods<WebStorage>('a Web Storage', 'getItem', 'setItem', 'removeItem')),
  prefix: optional(anyString, 'portcullis:'),
  locks: optional(withMethods<WebLocks>('Web Locks', 'request')),
});

interface StoredRecord<Value> {
  readonly value: Value;
  /** Epoch milliseconds. */
  readonly expiresAt?: number | undefined;
}

/** The shape of a record. A release that changes it counts on, so that no other release misreads it. */
const VERSION = 1;

/**
 * Keeps sessions and devices in a Web Storage. Tabs that share it share one renewal, by Web Locks. Every script that runs
 * on the site can read it.
 *
 * ```ts
 * import { WebStore } from 'portcullis/web';
 *
 * const untilTheTabCloses = new WebStore({ storage: sessionStorage });
 * ```
 */
export class WebStore implements TokenStore {
  /** A tab may get a lock some milliseconds before it sees what another tab wrote under it. */
  readonly lateByMs = 1_000;
  readonly #storage: WebStorage;
  readonly #prefix: string;
  readonly #locks: WebLocks;

  /**
   * @throws {InvalidOptionError} naming the option at fault.
   * @throws {StoreUnavailableError} when the browser has `localStorage` blocked.
   */
  constructor(options: WebStoreOptions = {}) {
    const { storage, prefix, locks } = check(webStoreOptions, options, 'options');
    this.#storage = storage ?? tried('localStorage', () => own.localStorage) ?? missing();
    this.#prefix = prefix;
    this.#locks = locks ?? own.navigator?.locks ?? withinProgram;
  }

  /** Remembered devices, in the same storage. */
  get devices(): DeviceStore {
    const nameOf = ({ userPoolId, username }: DeviceOwner) => this.#nameOf('device', userPoolId, username);
    return {
      get: async owner => this.#read(nameOf(owner), rememberedDevice),
      set: async (owner, device) => this.#write(nameOf(owner), { value: device }),
      delete: async (owner, deviceKey) => {
        const name = nameOf(owner);
        if (this.#read(name, rememberedDevice)?.deviceKey === deviceKey) this.#write(name, undefined);
      },
    };
  }

  async get(key: SessionKey): Promise<TokenData | undefined> {
    return this.#read(this.#sessionName(key), tokenData);
  }

  async set(
    key: SessionKey,
    tokens: TokenData,
    expected: TokenData | undefined,
    { expiresInSeconds }: StoreSetOptions = {},
  ): Promise<boolean> {
    const expiresAt = expiresInSeconds === undefined ? undefined : Date.now() + expiresInSeconds * 1000;
    return this.#replace(key, expected, { value: tokens, expiresAt });
  }

  async delete(key: SessionKey, expected: TokenData | undefined): Promise<boolean> {
    return this.#replace(key, expected, undefined);
  }

  async withLock<T>(key: SessionKey, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return await this.#locks.request(this.#sessionName(key), signal ? { signal } : {}, work);
  }

  /** Reads and writes without a pause, so that nothing else of this tab comes between. */
  #replace(
    key: SessionKey,
    expected: TokenData | undefined,
    record: StoredRecord<TokenData> | undefined,
  ): boolean {
    const name = this.#sessionName(key);
    if (!isSame(this.#read(name, tokenData), expected)) return false;
    this.#write(name, record);
    return true;
  }

  /** What cannot be read, such as a record of another release, counts as none: the next sign-in takes its place. */
  #read<Value>(name: string, schema: v.GenericSchema<unknown, Value>): Value | undefined {
    const content = tried(name, () => this.#storage.getItem(name));
    const record = strictOptions({
      version: custom(version => version === VERSION),
      value: schema,
      expiresAt: optional(atLeastZero('milliseconds')),
    });
    const stored = parse(record, parseJson(content ?? ''), () => undefined);
    if (!stored) return undefined;
    const { value, expiresAt = Number.POSITIVE_INFINITY } = stored;
    return expiresAt > Date.now() ? value : undefined;
  }

  #write(name: string, record: StoredRecord<TokenData | RememberedDevice> | undefined): void {
    tried(name, () =>
      record
        ? this.#storage.setItem(name, JSON.stringify({ version: VERSION, ...record }))
        : this.#storage.removeItem(name),
    );
  }

  #sessionName({ userPoolId, clientId, username }: SessionKey): string {
    return this.#nameOf('session', userPoolId, clientId, username);
  }

  #nameOf(...parts: readonly string[]): string {
    return this.#prefix + JSON.stringify(parts);
  }
}

/** @throws {StoreUnavailableError} when the browser has the storage blocked or full. */
function tried<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new StoreUnavailableError(name, String(Object(cause).name), { cause });
  }
}

function missing(): never {
  throw new InvalidOptionError('options.storage', 'is missing, and this runtime has no localStorage');
}
