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
 * Where the site's people are: the pool that the environment names, or a local one made from `pool.json`.
 *
 * | variable | meaning |
 * |---|---|
 * | `USER_POOL_ID` | the pool; when it is set, the next three are read too |
 * | `CLIENT_ID`, `CLIENT_SECRET` | the app client, and its secret if it has one |
 * | `COGNITO_ENDPOINT` | where the API answers, if not at AWS |
 * | `SESSION_SECRET` | encrypts the cookies, at least 32 characters; without it a restart signs everyone out |
 * | `PORT` | 8080 unless set |
 * | `NODE_ENV` | `production`: cookies are sent over HTTPS only |
 *
 * In your own pool, people sign in with their e-mail address, the app client allows `ALLOW_USER_SRP_AUTH` and
 * `ALLOW_REFRESH_TOKEN_AUTH`, and the page of the group `admins` needs AWS credentials that may list users.
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
