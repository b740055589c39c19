import { randomBytes } from 'node:crypto';
import { writeSnapshot } from '../../src/local/data/generations.js';
import { emptyPoolState } from '../../src/local/pool/pool.js';
import { stateFromSeed } from '../../src/local/seed/seed.js';
import { createSigningKeys, exportSigningKeys } from '../../src/local/state/signing-keys.js';
import type { UserRecord } from '../../src/local/state/user-record.js';
import { createVerifier } from '../../src/srp/server.js';

const POOL_ID = 'eu-west-1_Portcull1';

export const nameOf = (i: number): string => `user-${i}`;

/**
 * A data directory of so many users. Those who sign in have `password`; the others' verifiers are random numbers, since
 * a million real ones take ten minutes.
 */
export async function keepUsers(
  directory: string,
  size: number,
  { password, signingIn }: { readonly password: string; readonly signingIn: ReadonlySet<number> },
): Promise<void> {
  const random = (count: number) => Uint8Array.from(randomBytes(count));
  const state = stateFromSeed(
    { userPoolId: POOL_ID, clients: [{ clientId: 'app' }] },
    { what: 'bench', now: Date.now(), random, strict: false },
  );
  const verifierOf = (username: string) =>
    createVerifier({ poolName: 'Portcull1', username, password, random });
  const userOf = (i: number): UserRecord => ({
    username: nameOf(i),
    sub: crypto.randomUUID(),
    status: 'CONFIRMED',
    enabled: true,
    attributes: { email: `${nameOf(i)}@example.com`, email_verified: 'true' },
    password: signingIn.has(i)
      ? verifierOf(nameOf(i))
      : { salt: randomBytes(16).toString('hex'), verifier: randomBytes(384).toString('hex') },
    groups: [],
    mfa: [],
    createdAt: Date.now(),
    modifiedAt: Date.now(),
  });
  // Made as they are written, so that the benchmark itself needs no room for them.
  const users = function* (): Generator<[string, UserRecord]> {
    for (let i = 0; i < size; i++) yield [nameOf(i), userOf(i)];
  };
  Object.assign(state.users, { [Symbol.iterator]: users });
  const keys = await exportSigningKeys(await createSigningKeys());
  const pools = new Map([
    [POOL_ID, { state: { ...emptyPoolState(state.settings, random), ...state }, keys }],
  ]);
  await writeSnapshot(directory, 1, { pools, clockOffsetMs: 0 });
}
