import {
  type Cognito,
  type CognitoOptions,
  GroupManager,
  type ManagerOptions,
  PoolInfo,
  UserManager,
} from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import { clientOf, PATIENT_MS } from './pool.js';

/** Any credentials do for a local pool. */
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const reach = ({ userPoolId, endpoint }: LocalPool): ManagerOptions => ({
  userPoolId,
  endpoint,
  credentials,
  timeoutMs: PATIENT_MS,
});

/** Managers that stand alone, with nothing but a connection to the pool. */
export const usersOf = (pool: LocalPool, options: Partial<ManagerOptions> = {}) =>
  new UserManager({ ...reach(pool), ...options });
export const groupsOf = (pool: LocalPool, options: Partial<ManagerOptions> = {}) =>
  new GroupManager({ ...reach(pool), ...options });
export const poolInfoOf = (pool: LocalPool, options: Partial<ManagerOptions> = {}) =>
  new PoolInfo({ ...reach(pool), clientId: 'app', ...options });

/** A client that may also administer. */
export const administratorOf = (pool: LocalPool, options: Partial<CognitoOptions> = {}): Cognito =>
  clientOf(pool, { credentials, ...options });

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
