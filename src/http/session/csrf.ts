import { createHmac } from 'node:crypto';
import { CsrfError } from '../../errors/csrf.js';
import { concat, equalInConstantTime, toBase64url } from '../../internal/bytes.js';
import type { RandomSource } from '../../internal/seams.js';
import { type GuardedRequest, headerValues } from '../core/request.js';
import { derivedKey } from './seal.js';

const NONCE_BYTES = 16;

/**
 * Makes and checks tokens for forms: a nonce, and an HMAC over it and the session's id. Each is another, so that
 * guessing at a compressed page leads nowhere; all of a session's are good as long as its id is.
 */
export class CsrfTokens {
  readonly #keys: readonly Uint8Array[];
  readonly #random: RandomSource;

  constructor(secrets: readonly string[], purpose: string, random: RandomSource) {
    this.#keys = secrets.map(secret => derivedKey(secret, purpose));
    this.#random = random;
  }

  issue(sessionId: string): string {
    const [key] = this.#keys as readonly [Uint8Array];
    return written(key, this.#random(NONCE_BYTES), sessionId);
  }

  isOf(sessionId: string, token: unknown): boolean {
    if (typeof token !== 'string') return false;
    const nonce = Buffer.from(token, 'base64url').subarray(0, NONCE_BYTES);
    const given = Buffer.from(token);
    return this.#keys.some(key => equalInConstantTime(Buffer.from(written(key, nonce, sessionId)), given));
  }
}

function written(key: Uint8Array, nonce: Uint8Array, sessionId: string): string {
  const mac = createHmac('sha256', key).update(nonce).update(sessionId).digest();
  return toBase64url(concat(nonce, mac));
}

/**
 * Refuses what a browser says another site caused. What says nothing is left to the form's token.
 *
 * @throws {CsrfError}
 */
export function assertSameSite({ headers }: GuardedRequest): void {
  const sites = headerValues(headers, 'sec-fetch-site');
  const foreign =
    sites.length > 0
      ? sites.some(site => site !== 'same-origin' && site !== 'none')
      : headerValues(headers, 'origin').some(origin => !isOurs(origin, headers));
  if (foreign) throw new CsrfError('the request comes from another site');
}

/** For browsers before 2023. A page that tells no referrer sends the origin `null` also to its own site. */
function isOurs(origin: string, headers: GuardedRequest['headers']): boolean {
  if (origin === 'null') return true;
  // No page can set the second one on a form; a proxy does, where it changes the first.
  const hosts = ['host', 'x-forwarded-host'].flatMap(name => headerValues(headers, name));
  if (hosts.length === 0) return true;
  const listed = hosts.flatMap(host => host.split(',')).map(host => host.trim().toLowerCase());
  return URL.canParse(origin) && listed.includes(new URL(origin).host);
}
