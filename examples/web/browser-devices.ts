import { getContext } from 'hono/context-storage';
import { getCookie, setCookie } from 'hono/cookie';
import type { DeviceOptions, DeviceStore, RememberedDevice } from 'portcullis';
import * as v from 'valibot';
import type { Seal } from './seal.js';

interface Options {
  readonly seal: Seal;
  readonly secure: boolean;
}

/** To the pool, each browser is a device. Its secrets are in a cookie, as it signs in through this site. */
export function browserDevices(options: Options): DeviceOptions {
  return { store: new BrowserDevices(options), name: 'Browser' };
}

/** Each device is kept under two names. */
const MOST_NAMES = 8;

/** Browsers allow no more. */
const LONGEST_SECONDS = 400 * 86_400;

type Kept = readonly (readonly [username: string, device: RememberedDevice])[];

const kept = v.fallback(
  v.array(
    v.tuple([
      v.string(),
      v.object({ deviceKey: v.string(), deviceGroupKey: v.string(), devicePassword: v.string() }),
    ]),
  ),
  [],
);

/** The devices of the people who signed in with the browser that sent this request. */
class BrowserDevices implements DeviceStore {
  readonly #seal: Seal;
  readonly #secure: boolean;

  constructor({ seal, secure }: Options) {
    this.#seal = seal;
    this.#secure = secure;
  }

  async get({ username }: { readonly username: string }): Promise<RememberedDevice | undefined> {
    return (await this.#read()).find(([name]) => name === username)?.[1];
  }

  async set({ username }: { readonly username: string }, device: RememberedDevice): Promise<void> {
    const others = (await this.#read()).filter(([name]) => name !== username);
    await this.#write([...others, [username, device]]);
  }

  async delete({ username }: { readonly username: string }, deviceKey: string): Promise<void> {
    const isGone = ([name, device]: Kept[number]) => name === username && device.deviceKey === deviceKey;
    await this.#write((await this.#read()).filter(entry => !isGone(entry)));
  }

  async #read(): Promise<Kept> {
    const context = getContext<{ Variables: { devices?: Kept } }>();
    const prefix = this.#secure ? 'host' : undefined;
    return context.var.devices ?? v.parse(kept, await this.#seal.open(getCookie(context, 'devices', prefix)));
  }

  async #write(devices: Kept): Promise<void> {
    const context = getContext<{ Variables: { devices?: Kept } }>();
    const latest = devices.slice(-MOST_NAMES);
    // A request may read them again after it changed them.
    context.set('devices', latest);
    setCookie(context, 'devices', await this.#seal.seal(latest), {
      ...(this.#secure && { prefix: 'host' }),
      path: '/',
      secure: this.#secure,
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: LONGEST_SECONDS,
    });
  }
}
