import type { CallOptions } from '../api/call-options.js';
import type { CallTime } from '../api/call-time.js';
import { ChallengeRequiredError } from '../errors/challenge.js';
import type { Person } from '../person/person.js';
import { revokeQuietly } from '../person/renewal.js';
import type { SignedIn } from '../person/sign-in-end.js';
import type { CompleteTokenSet } from '../tokens/token-set.js';
import type { Flow } from './flows.js';
import { SignIn, type SignInOptions } from './sign-in.js';

/** How a sign-in ends. */
export interface Settling {
  readonly time: CallTime;
  /** Whether to revoke the session that it takes the place of. */
  readonly revokeReplaced?: boolean | undefined;
}

type StartOptions = Omit<SignInOptions, 'username' | 'time'> & CallOptions & Omit<Settling, 'time'>;

/** Begins with a flow and ends with tokens that the person keeps. */
export async function start(
  person: Person,
  flow: Flow,
  { signal, timeoutMs, revokeReplaced, ...options }: StartOptions,
): Promise<CompleteTokenSet> {
  const { devices, pool } = person;
  const time = person.time({ signal, timeoutMs });
  const signIn = new SignIn(pool.api, await pool.srp, {
    ...options,
    username: person.named(),
    devices,
    time,
  });
  pool.prepare();
  return await settle(person, { time, revokeReplaced }, () => signIn.start(flow));
}

/** Keeps what a sign-in ends with: tokens, or the challenge that it could not answer. */
export async function settle(
  person: Person,
  { time, revokeReplaced }: Settling,
  run: () => Promise<SignedIn>,
): Promise<CompleteTokenSet> {
  try {
    const replaced = revokeReplaced ? await person.heldOrStored(time) : undefined;
    const tokens = await person.keep(await run(), time);
    person.challenge = undefined;
    // The new session stands, whatever becomes of the old one.
    if (replaced) await time.wait(() => revokeQuietly(person.pool.api, replaced)).catch(() => {});
    return tokens;
  } catch (error) {
    if (error instanceof ChallengeRequiredError) person.challenge = error.challenge;
    throw error;
  }
}
