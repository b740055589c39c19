import { InvalidOptionError } from '../../errors/invalid-option.js';
import { cookieValues, type GuardedRequest } from '../core/request.js';

/** How the cookies of a session are set. */
export interface CookieSettings {
  readonly name: string;
  readonly secure: boolean;
  readonly sameSite: SameSite;
  /** Undefined for a cookie that lasts until the browser closes. */
  readonly maxAgeSeconds?: number | undefined;
  /** Undefined for the host alone that set it. */
  readonly domain?: string | undefined;
  readonly path: string;
}

/** Whether a cookie comes along with requests that other sites cause (RFC 6265bis, section 5.6.7). */
export type SameSite = 'lax' | 'strict' | 'none';

const SAME_SITE = { lax: 'Lax', strict: 'Strict', none: 'None' } as const;

/** Is told the `Set-Cookie` lines of a session. What it is told later replaces what it was told before. */
export type WriteCookies = (setCookies: readonly string[]) => void;

/** Browsers keep 4,096 bytes for a cookie with its name and, some of them, its attributes (RFC 6265, section 6.1). */
const CHUNK_LENGTH = 3_800;
/** Node refuses requests whose headers have more than 16 KiB in all. */
const MOST_CHUNKS = 3;

/**
 * The session's value in one browser, as one request sees it. A long value is spread over several cookies: `name`,
 * `name.1`, `name.2`. The first begins with how many they are, so that one left over from a longer value does no harm.
 */
export class BrowserCookies {
  readonly #request: GuardedRequest;
  readonly #settings: CookieSettings;
  readonly #write: WriteCookies | undefined;
  /** Cookies that the browser has, or may have once it gets the answer. */
  readonly #present: Set<string>;

  /** @param write Undefined where cookies can be read alone: setting them changes nothing then. */
  constructor(request: GuardedRequest, settings: CookieSettings, write: WriteCookies | undefined) {
    this.#request = request;
    this.#settings = settings;
    this.#write = write;
    const names = Array.from({ length: MOST_CHUNKS }, (_, index) => this.#nameOf(index));
    this.#present = new Set(names.filter(name => cookieValues(request, name).length > 0));
  }

  get areReadOnly(): boolean {
    return this.#write === undefined;
  }

  /** The value that the browser sent; undefined when a part is missing or there twice. */
  get value(): string | undefined {
    const [, count, beginning] = /^([1-9])\.(.+)$/.exec(this.#only(0) ?? '') ?? [];
    if (count === undefined || Number(count) > MOST_CHUNKS) return undefined;
    const others = Array.from({ length: Number(count) - 1 }, (_, index) => this.#only(index + 1));
    return others.includes(undefined) ? undefined : [beginning, ...others].join('');
  }

  /** @throws {InvalidOptionError} when the value is longer than cookies may be. */
  set(value: string): void {
    const chunks = chunksOf(value);
    if (chunks.length > MOST_CHUNKS)
      throw new InvalidOptionError(
        'tokens',
        `are too long for cookies: ${value.length} bytes once sealed. Give cookieSession a store`,
      );
    this.#tell(chunks.map((chunk, index) => [this.#nameOf(index), chunk] as const));
  }

  /** Sets the value that the browser has. */
  setAgain(): void {
    const { value } = this;
    if (value !== undefined) this.set(value);
  }

  clear(): void {
    this.#tell([]);
  }

  #tell(cookies: readonly (readonly [name: string, value: string])[]): void {
    const kept = new Map(cookies);
    const stale = [...this.#present].filter(name => !kept.has(name));
    for (const name of kept.keys()) this.#present.add(name);
    const { maxAgeSeconds } = this.#settings;
    const lines = [
      ...cookies.map(([name, value]) => this.#line(name, value, maxAgeSeconds)),
      ...stale.map(name => this.#line(name, '', 0)),
    ];
    if (lines.length > 0) this.#write?.(lines);
  }

  #line(name: string, value: string, maxAgeSeconds: number | undefined): string {
    const { secure, sameSite, domain, path } = this.#settings;
    const attributes = [
      `${name}=${value}`,
      `Path=${path}`,
      domain && `Domain=${domain}`,
      maxAgeSeconds !== undefined && `Max-Age=${maxAgeSeconds}`,
      'HttpOnly',
      secure && 'Secure',
      `SameSite=${SAME_SITE[sameSite]}`,
    ];
    return attributes.filter(Boolean).join('; ');
  }

  #only(index: number): string | undefined {
    const values = cookieValues(this.#request, this.#nameOf(index));
    return values.length === 1 ? values[0] : undefined;
  }

  #nameOf(index: number): string {
    return index === 0 ? this.#settings.name : `${this.#settings.name}.${index}`;
  }
}

function chunksOf(value: string): string[] {
  const pieces = value.match(new RegExp(`.{1,${CHUNK_LENGTH}}`, 'g')) ?? [];
  return pieces.map((piece, index) => (index === 0 ? `${pieces.length}.${piece}` : piece));
}
