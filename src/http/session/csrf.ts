import { createHmac } from 'node:crypto';
import { CsrfError } from '../../errors/csrf.js';
import { concat, equalInConstantTime, toBase64url } from '../../internal/bytes.js';
import type { RandomSource } from '../../internal/seams.js';
import { addressOf, type GuardedRequest, headerValues } from '../core/request.js';
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
export function assertSameSite(request: GuardedRequest): void {
  const sites = headerValues(request, 'sec-fetch-site');
  const foreign =
    sites.length > 0
      ? sites.some(site => site !== 'same-origin' && site !== 'none')
      : headerValues(request, 'origin').some(origin => !isOurs(origin, request));
  if (foreign) throw new CsrfError('the request comes from another site');
}

/** For browsers before 2023. A page that tells no referrer sends the origin `null` also to its own site. */
function isOurs(origin: string, request: GuardedRequest): boolean {
  if (origin === 'null') return true;
  return URL.canParse(origin) && hostsOf(request).includes(new URL(origin).host);
}

/** Node names the host of HTTP/2 `:authority`. No page can set `X-Forwarded-Host`; a proxy does, where it changes the host. */
function hostsOf(request: GuardedRequest): readonly string[] {
  const names = ['host', 'x-forwarded-host', ...(request.rawHeaders ? [':authority'] : [])];
  const named = names.flatMap(name => headerValues(request, name)).flatMap(hosts => hosts.split(','));
  const requested = request.url?.startsWith('/') ? undefined : addressOf(request)?.host;
  return [...named, requested ?? ''].map(each => each.trim().toLowerCase()).filter(Boolean);
}
