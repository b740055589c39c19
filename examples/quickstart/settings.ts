import { readFile } from 'node:fs/promises';
import { startLocalPool } from 'portcullis/local';

/**
 * Where the quickstart signs in: the pool that the environment names, or a local one made from `pool.json`.
 *
 * | variable | meaning |
 * |---|---|
 * | `PORTCULLIS_USER_POOL_ID` | the pool; when it is set, the others are read too |
 * | `PORTCULLIS_CLIENT_ID` | the app client |
 * | `PORTCULLIS_CLIENT_SECRET` | its secret, if it has one |
 * | `PORTCULLIS_ENDPOINT` | where the API answers, if not at AWS |
 * | `PORTCULLIS_USERNAME`, `PORTCULLIS_PASSWORD` | who signs in |
 * | `PORTCULLIS_TOTP_SECRET` | the Base32 secret of their authenticator, if they have one |
 */
export async function settings() {
  const { env } = process;
  if (env.PORTCULLIS_USER_POOL_ID) return { ...fromEnvironment(env), close: async () => {} };

  const seed = JSON.parse(await readFile(new URL('pool.json', import.meta.url), 'utf8'));
  const local = await startLocalPool({ seed });
  const [client] = seed.clients;
  const [user] = seed.users;
  return {
    where: `a local pool at ${local.endpoint}`,
    pool: {
      userPoolId: local.userPoolId,
      clientId: client.clientId as string,
      clientSecret: client.clientSecret as string | undefined,
      endpoint: local.endpoint as string | undefined,
    },
    username: user.username as string,
    password: user.password as string,
    totpSecret: user.totpSecret as string,
    close: () => local.close(),
  };
}

function fromEnvironment(env: NodeJS.ProcessEnv) {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new TypeError(`${name} is not set`);
    return value;
  };
  return {
    where: `the user pool ${need('PORTCULLIS_USER_POOL_ID')}`,
    pool: {
      userPoolId: need('PORTCULLIS_USER_POOL_ID'),
      clientId: need('PORTCULLIS_CLIENT_ID'),
      clientSecret: env.PORTCULLIS_CLIENT_SECRET,
      endpoint: env.PORTCULLIS_ENDPOINT,
    },
    username: need('PORTCULLIS_USERNAME'),
    password: need('PORTCULLIS_PASSWORD'),
    totpSecret: env.PORTCULLIS_TOTP_SECRET ?? '',
  };
}
