import { UserPool, type UserPoolOptions } from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import { PycognitoClient } from 'portcullis/pycognito';
import { clientOptions, closing, PATIENT_MS } from './pool.js';

/** Any credentials do for a local pool. */
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

type Options = Partial<UserPoolOptions>;

/** The pool, as administrators reach it. */
export const poolOf = ({ userPoolId, endpoint }: LocalPool, options: Options = {}): UserPool =>
  closing(new UserPool({ userPoolId, endpoint, credentials, timeoutMs: PATIENT_MS, ...options }));

export const usersOf = (pool: LocalPool, options?: Options) => poolOf(pool, options).users;
export const groupsOf = (pool: LocalPool, options?: Options) => poolOf(pool, options).groups;
export const poolInfoOf = (pool: LocalPool, options?: Options) =>
  poolOf(pool, { clientId: 'app', ...options }).info;

/** A client that may also administer. */
export const administratorOf = (
  pool: LocalPool,
  options: Options & { readonly username?: string } = {},
): PycognitoClient => closing(new PycognitoClient({ ...clientOptions(pool), credentials, ...options }));

/** Everything that a list gives. */
export async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** How often each operation was called, by the lines of a pool's log. */
export function operationCounter(): { readonly log: (line: string) => void; of(operation: string): number } {
  const lines: string[] = [];
  return {
    log: line => lines.push(line),
    of: operation => lines.filter(line => line.split(' ')[1] === operation).length,
  };
}
