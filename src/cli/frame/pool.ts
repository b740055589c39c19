import { UserPool } from '../../index.js';
import type { Config } from '../config/config.js';
import type { Call } from './call.js';
import { given } from './given.js';
import { sessionStore } from './store.js';
import { showWaiting } from './waiting.js';

/** A pool on this machine checks no credentials, and is sent none that are good elsewhere. */
const FOR_THIS_MACHINE = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The pool that the settings name. Sessions and devices are kept in the person's own folder. */
export function poolOf(
  config: Config,
  {
    remember = false,
    clientId = config.get('clientId'),
  }: { readonly remember?: boolean; readonly clientId?: string | undefined } = {},
): UserPool {
  showWaiting();
  const store = sessionStore();
  const endpoint = config.get('endpoint');
  return new UserPool({
    userPoolId: config.need('userPoolId'),
    clientId,
    ...given(config, 'clientSecret', 'region', 'gatesUrl'),
    endpoint,
    ...(endpoint !== undefined && isThisMachine(endpoint) && { credentials: FOR_THIS_MACHINE }),
    store,
    devices: { store: store.devices, remember },
  });
}

/** Whether an address is of this machine. */
export function isThisMachine(endpoint: string): boolean {
  return URL.canParse(endpoint) && /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(new URL(endpoint).hostname);
}

/** Does work with the pool, and closes its connections. */
export async function withPool<T>(call: Call, work: (pool: UserPool) => Promise<T>): Promise<T> {
  const pool = poolOf(call.config);
  try {
    return await work(pool);
  } finally {
    pool.close();
  }
}
