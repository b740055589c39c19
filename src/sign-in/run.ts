import type { CallOptions } from '../api/call-options.js';
import type { CallTime } from '../api/call-time.js';
import { ChallengeRequiredError } from '../errors/challenge.js';
import type { Person, SignedIn } from '../person/person.js';
import type { CompleteTokenSet } from '../tokens/token-set.js';
import type { Flow } from './flows.js';
import { SignIn, type SignInOptions } from './sign-in.js';

/** Begins with a flow and ends with tokens that the person keeps. */
export async function start(
  person: Person,
  flow: Flow,
  { signal, timeoutMs, ...options }: Omit<SignInOptions, 'username' | 'time'> & CallOptions,
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
  return await settle(person, time, () => signIn.start(flow));
}

/** Keeps what a sign-in ends with: tokens, or the challenge that it could not answer. */
export async function settle(
  person: Person,
  time: CallTime,
  run: () => Promise<SignedIn>,
): Promise<CompleteTokenSet> {
  try {
    const tokens = await person.keep(await run(), time);
    person.challenge = undefined;
    return tokens;
  } catch (error) {
    if (error instanceof ChallengeRequiredError) person.challenge = error.challenge;
    throw error;
  }
}
