import { Cognito } from '../../index.js';
import type { TokenSet } from '../../tokens/token-set.js';
import type { UserPool } from '../../user-pool/user-pool.js';
import type { Call } from './call.js';
import { knownUser, notSignedIn } from './last-user.js';
import { poolOf } from './pool.js';

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
