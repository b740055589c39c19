import { setTimeout } from 'node:timers/promises';
import { ServiceError } from 'portcullis/errors';

/** Lets time pass. */
export type Pause = (ms: number) => Promise<unknown>;

export const pause: Pause = setTimeout;

/** Longer than the pool takes to send a message, which it does only for an account that exists. */
const LEAST_MS = 1000;

/** Refusals, by code, from which a stranger would learn that an account exists or how it stands. */
const TELLING: readonly string[] = [
  'ALREADY_CONFIRMED',
  'BAD_CREDENTIALS',
  'CODE_DELIVERY_FAILED',
  'CODE_EXPIRED',
  'CODE_MISMATCH',
  'INVALID_PARAMETER',
  'LIMIT_EXCEEDED',
  'LOCKED_OUT',
  'NOT_AUTHORIZED',
  'NO_VERIFIED_CONTACT',
  'PASSWORD_RESET_REQUIRED',
  'TOO_MANY_FAILED_ATTEMPTS',
  'USERNAME_EXISTS',
  'USER_DISABLED',
  'USER_NOT_CONFIRMED',
  'USER_NOT_FOUND',
  'USER_STATE',
];

/** Whether a refusal tells something about an account. */
export const tells = (error: unknown): boolean =>
  error instanceof ServiceError && TELLING.includes(error.code);

/** Takes about the same time whether the pool finds an account or not. */
export async function unhurried<T>(pause: Pause, work: () => Promise<T>): Promise<T> {
  const least = pause(LEAST_MS);
  try {
    return await work();
  } finally {
    await least;
  }
}

/** As {@link unhurried}, only where the pool refuses: what succeeds tells nothing that is secret. */
export async function unhurriedRefusal<T>(pause: Pause, work: () => Promise<T>): Promise<T> {
  const least = pause(LEAST_MS);
  try {
    return await work();
  } catch (error) {
    if (tells(error)) await least;
    throw error;
  }
}

/** Does the work, and passes over refusals that tell something about an account. */
export async function discreetly(work: Promise<unknown>): Promise<void> {
  await work.catch(error => {
    if (!tells(error)) throw error;
  });
}
