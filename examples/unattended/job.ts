import { Cognito, totpCode, type UserPool } from 'portcullis';

export interface Account {
  readonly username: string;
  readonly password: string;
  /** Base32, as the authenticator was set up with it. Keep it apart from the password. */
  readonly totpSecret: string;
}

/** Reports who it runs as, each night. */
export async function nightly(pool: UserPool, account: Account): Promise<void> {
  const kept = await Cognito.restore({ pool, username: account.username });
  console.log(kept ? 'goes on with the session of the last run' : 'signs in');
  const cognito = kept ?? (await signIn(pool, account));
  const { attributes } = await cognito.getUser();
  console.log(`runs as ${attributes.email}`);
  cognito.close();
}

async function signIn(pool: UserPool, { username, password, totpSecret }: Account): Promise<Cognito> {
  const cognito = new Cognito({ pool, username });
  await cognito.authenticate(password, {
    // Codes depend on the time: the pool's own, not this machine's.
    onSoftwareTokenMfa: () => totpCode(totpSecret, pool.api.now()),
  });
  return cognito;
}
