import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where this command keeps what is the person's own: settings, and sessions, by the customs of the system. */
const paths = () => envPaths('portcullis', { suffix: '' });

export const configFile = (): string => join(paths().config, 'config.json');
export const sessionsFolder = (): string => join(paths().data, 'sessions');
/** Who signed in last, at each app client. */
export const lastUserFile = (): string => join(paths().data, 'last-user.json');
/** Code that Node has compiled. */
export const cacheFolder = (): string => join(paths().cache, 'compiled');
/** The local pool that was started last and still runs. */
export const runningPoolFile = (): string => join(paths().data, 'local-pool.json');
