import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type LocalPool, type Seed, startLocalPool } from 'portcullis/local';
import type { SiteOptions } from './app.js';

export interface Settings {
  readonly site: SiteOptions;
  readonly port: number;
  /** The local pool that the site runs on, when it does. */
  readonly local?: LocalPool;
  /** Who can sign in there. */
  readonly seed?: Seed;
}

/**
 * Where the site's people are: the pool that the environment names, or a local one made from `pool.json`. README.md
 * lists the variables.
 */
export async function settings({ env } = process): Promise<Settings> {
  const common = {
    sessionSecret: env.SESSION_SECRET ?? randomBytes(32).toString('hex'),
    secure: env.NODE_ENV === 'production',
  };
  const port = portOf(env.PORT);
  if (env.USER_POOL_ID) {
    const { USER_POOL_ID: userPoolId, CLIENT_ID: clientId = '', CLIENT_SECRET: clientSecret } = env;
    const pool = { userPoolId, clientId, clientSecret, endpoint: env.COGNITO_ENDPOINT };
    return { port, site: { ...common, pool } };
  }
  const seed = await readSeed();
  const local = await startLocalPool({ seed });
  return { port, local, seed, site: { ...common, pool: poolOf(local) } };
}

function portOf(text = '8080'): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  console.error(`PORT must be 0 to 65535, not ${text}.`);
  process.exit(1);
}

export const readSeed = async (): Promise<Seed> =>
  JSON.parse(await readFile(new URL('pool.json', import.meta.url), 'utf8'));

/** How to reach a local pool. It takes any AWS credentials. */
export function poolOf({ userPoolId, endpoint, clients: [client] }: LocalPool): SiteOptions['pool'] {
  const { clientId = '', clientSecret } = client ?? {};
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { userPoolId, endpoint, clientId, clientSecret, credentials };
}
