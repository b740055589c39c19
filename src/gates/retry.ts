import type { RandomSource } from '../internal/seams.js';

/** HTTP methods of the backend's calls. */
export type Method = 'GET' | 'POST' | 'PUT';

/**
 * What a failure means for the request: it was not acted on, it may have been, or the answer is final and another
 * request would get the same.
 */
export type Standing = 'untouched' | 'unknown' | 'final';

/**
 * Whether it is safe to send the request again. One that was not acted on may always be sent again. One that may
 * have been, only if twice is the same as once (RFC 9110, section 9.2.2): that holds for reading, and for PUT
 * `update-user`, since giving a client twice changes nothing. A POST `create-user` that may have been acted on is
 * left to the caller.
 */
export const mayRepeat = (method: Method, standing: Standing): boolean =>
  standing === 'untouched' || (standing === 'unknown' && method !== 'POST');

/** 429 turns a request away before it is acted on; a 5xx does not say. */
export function standingOf(status: number): Standing {
  if (status === 429) return 'untouched';
  return status >= 500 ? 'unknown' : 'final';
}

/** Failures from before the request was on its way. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

export const standingOfFailure = (code: unknown): Standing =>
  NEVER_SENT.has(String(code)) ? 'untouched' : 'unknown';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Milliseconds to wait before the next attempt: a random part of a span that doubles, so that clients that failed
 * together do not retry together; and no less than the backend asks for.
 *
 * @param attempt How many attempts there have been.
 */
export function pauseMs(attempt: number, random: RandomSource, retryAfterMs = 0): number {
  const span = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
  const [high = 0, low = 0] = random(2);
  return Math.max(Math.round((span * (high * 256 + low)) / 65_535), retryAfterMs);
}

/** `Retry-After`: seconds, or an HTTP date (RFC 9110, section 10.2.3), as milliseconds from now. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}
