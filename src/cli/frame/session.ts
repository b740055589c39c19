import { Cognito } from '../../index.js';
import type { TokenSet } from '../../tokens/token-set.js';
import type { UserPool } from '../../user-pool/user-pool.js';
import type { Config } from '../config/config.js';
import { readObject, writeObject } from '../config/files.js';
import { lastUserFile } from '../config/folders.js';
import type { Call } from './call.js';
import { CommandFailure, STATUS } from './failure.js';
import { poolOf } from './pool.js';

const keyOf = (config: Config): string => `${config.need('userPoolId')}/${config.need('clientId')}`;

/** Whose session it is: who is named, or else who signed in last at this app client. */
export function knownUser(config: Config): string | undefined {
  const last = readObject(lastUserFile())?.[keyOf(config)];
  return config.get('username') ?? (typeof last === 'string' ? last : undefined);
}

/** Notes who signed in last, or that they signed out. */
export async function noteUser(config: Config, username: string | undefined): Promise<void> {
  const { [keyOf(config)]: _, ...others } = readObject(lastUserFile()) ?? {};
  await writeObject(
    lastUserFile(),
    username === undefined ? others : { ...others, [keyOf(config)]: username },
  );
}

const notSignedIn = (): CommandFailure =>
  new CommandFailure('no user is signed in here', {
    status: STATUS.notSignedIn,
    advice: 'Sign in: portcullis login',
  });

/** Does work as the person who is signed in. @throws {CommandFailure} where there is no session. */
export async function withSession<T>(call: Call, work: (cognito: Cognito) => Promise<T>): Promise<T> {
  const username = knownUser(call.config);
  if (username === undefined) throw notSignedIn();
  const pool = poolOf(call.config);
  try {
    const cognito = await Cognito.restore({ pool, username });
    if (!cognito) throw notSignedIn();
    return await work(cognito);
  } finally {
    pool.close();
  }
}

/** Does work as a person who need not be signed in. */
export async function asPerson<T>(
  call: Call,
  { username, remember = false }: { readonly username: string; readonly remember?: boolean },
  work: (cognito: Cognito, pool: UserPool) => Promise<T>,
): Promise<T> {
  call.config.need('clientId');
  const pool = poolOf(call.config, { remember });
  try {
    return await work(new Cognito({ pool, username }), pool);
  } finally {
    pool.close();
  }
}

/** Who is signed in, as JSON has it. */
export function signedIn(
  cognito: Cognito,
  { username, sub, expiresAt }: Partial<Pick<TokenSet, 'username' | 'sub' | 'expiresAt'>>,
) {
  const { userPoolId, clientId } = cognito.pool;
  return {
    username: username ?? '',
    sub: sub ?? '',
    userPoolId,
    clientId: clientId ?? '',
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
