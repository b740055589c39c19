import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import {
  callable,
  check,
  flag,
  milliseconds,
  nonEmpty,
  strictOptions,
  wholeNumber,
  withMethods,
} from '../../internal/options.js';
import { optional } from '../../internal/schemas.js';
import { type Clock, type RandomSource, systemRandom } from '../../internal/seams.js';
import type { RevocationList, RevokeOptions } from '../../tokens/revocation-list.js';
import { sessionOptionEntries } from '../../tokens/session-options.js';
import type { RevokeOutcome } from '../../tokens/sign-out.js';
import type { TokenStore } from '../../tokens/store.js';
import type { TokenSet } from '../../tokens/token-set.js';
import { MemoryRevocationList } from '../../verify/memory-revocation-list.js';
import type { Principal } from '../../verify/principal.js';
import type { Verifier } from '../../verify/verifier.js';
import type { AnswerOptions } from '../core/answer.js';
import type { PoolWithVerifier } from '../core/guard.js';
import type { SameSite } from './browser-cookies.js';

/** The used part of a `UserPool`: it renews and revokes the tokens of sessions, and verifies them. */
export interface SessionPool extends PoolWithVerifier {
  /** The service's clock, and where calls go. */
  readonly api: { readonly now: Clock; readonly address: string };
  renew(tokens: TokenSet): Promise<TokenSet>;
  revoke(refreshToken: string): Promise<RevokeOutcome>;
}

/** A list of what was revoked that can be written. */
export interface SessionRevocations extends RevocationList {
  add(id: string, options?: RevokeOptions): Promise<void>;
}

/** How to keep sessions. */
export interface CookieSessionOptions<Who extends Principal = Principal>
  extends Pick<AnswerOptions, 'answer' | 'onRefusal'> {
  /** At least 32 characters, of good randomness. In a list, the first encrypts new cookies, and all decrypt. */
  readonly secret: string | readonly string[];
  /** The pool whose people sign in: a `UserPool`. */
  readonly pool: SessionPool;
  /** Verifies the token that makes the principal. Default: the pool's own verifier. */
  readonly verifier?: Verifier<Who> | undefined;
  /** Which token that is. Default `id`, which has the name and the e-mail address. */
  readonly tokenUse?: 'id' | 'access' | undefined;
  /**
   * Verifies the session's access token too, with each request: a `TokenVerifier` with `revocation`, such as
   * `revokedInPool`, which can be asked about access tokens alone. Default: none.
   */
  readonly accessVerifier?: Verifier | undefined;
  /**
   * Where signing out is listed, so that copies of the cookie are refused. Give several processes one that they share,
   * such as a `RedisRevocationList`. Default: a list in the memory of this process.
   */
  readonly revocations?: SessionRevocations | undefined;
  /** Where the tokens are. Default: in the cookie itself. With a store it holds an id. */
  readonly store?: TokenStore | undefined;
  /** Milliseconds that the store, the list, or a renewal may take. Default 5,000. */
  readonly timeoutMs?: number | undefined;
  /** What the cookie is called, after `__Host-` or `__Secure-` when it is secure. Default `session`. */
  readonly name?: string | undefined;
  /** Whether the cookie goes over https only. Default true; false is for development. */
  readonly secure?: boolean | undefined;
  /**
   * Default `lax`. With `strict`, a visitor who follows a link from another site arrives signed out. `none` is for pages
   * inside those of other sites.
   */
  readonly sameSite?: SameSite | undefined;
  /** The cookie's domain, for a session of several subdomains. Default: the host alone. */
  readonly domain?: string | undefined;
  /** The cookie's path. Default `/`. */
  readonly path?: string | undefined;
  /** How long a session lasts after its last request, to a tenth of it, in seconds. Default 30 days. */
  readonly idleSeconds?: number | undefined;
  /** How long a session lasts after its sign-in, in seconds. Default: no limit but the refresh token's. */
  readonly absoluteSeconds?: number | undefined;
  /** Whether the browser forgets the session when it closes. Default false. */
  readonly untilBrowserCloses?: boolean | undefined;
  /** How long before expiry tokens are renewed, in milliseconds. Default 60,000. */
  readonly renewBeforeExpiryMs?: number | undefined;
  /** Milliseconds since the epoch. Default: the pool's clock. */
  readonly clock?: Clock | undefined;
  /** Default: the operating system's randomness. */
  readonly random?: RandomSource | undefined;
}

export const DAY_SECONDS = 86_400;
/** Browsers cut off what is longer. */
export const MOST_DAYS = 400;

const secret = v.pipe(nonEmpty, v.minLength(32, 'must have at least 32 characters'));
const secrets = v.pipe(
  v.unknown(),
  v.transform(given => (typeof given === 'string' ? [given] : given)),
  v.array(secret, given =>
    given.received === 'undefined' ? 'is missing' : 'must be a string or a list of strings',
  ),
  v.minLength(1, 'must not be empty'),
);
const cookieSessionOptions = strictOptions({
  secret: secrets,
  pool: withMethods<SessionPool>('a UserPool', 'renew', 'revoke'),
  verifier: optional(withMethods<Verifier>('a TokenVerifier', 'verify')),
  tokenUse: optional(v.picklist(['id', 'access'], 'must be id or access'), 'id'),
  ...sessionOptionEntries,
  name: optional(v.pipe(nonEmpty, v.regex(/^[\w-]+$/, 'must be letters, digits, - and _')), 'session'),
  secure: optional(flag, true),
  sameSite: optional(v.picklist(['lax', 'strict', 'none'], 'must be lax, strict or none'), 'lax'),
  domain: optional(
    v.pipe(nonEmpty, v.regex(/^[\w-]+(?:\.[\w-]+)*$/, 'must be a domain, such as example.com')),
  ),
  path: optional(v.pipe(nonEmpty, v.regex(/^\/[!-:<-~]*$/, 'must be a path, such as /app')), '/'),
  accessVerifier: optional(withMethods<Verifier>('a TokenVerifier', 'verify')),
  revocations: optional(withMethods<SessionRevocations>('a revocation list', 'hasAny', 'add')),
  timeoutMs: optional(milliseconds, 5_000),
  idleSeconds: optional(wholeNumber(1, MOST_DAYS * DAY_SECONDS, 'seconds'), 30 * DAY_SECONDS),
  absoluteSeconds: optional(wholeNumber(1, undefined, 'seconds')),
  untilBrowserCloses: optional(flag, false),
  answer: optional(callable<NonNullable<AnswerOptions['answer']>>()),
  onRefusal: optional(callable<NonNullable<AnswerOptions['onRefusal']>>()),
  clock: optional(callable<Clock>()),
  random: optional(callable<RandomSource>(), () => systemRandom),
});

/** @throws {InvalidOptionError} naming the option at fault. */
export function checkCookieSessionOptions(options: unknown) {
  const checked = check(cookieSessionOptions, options, 'options');
  if (/^__(host|secure)-/i.test(checked.name))
    throw new InvalidOptionError(
      'options.name',
      'must not begin with a prefix: __Host- or __Secure- is added when it is secure',
    );
  if (checked.sameSite === 'none' && !checked.secure)
    throw new InvalidOptionError(
      'options.sameSite',
      'must not be none where secure is false: browsers refuse it',
    );
  return {
    ...checked,
    clock: checked.clock ?? checked.pool.api.now,
    revocations: checked.revocations ?? new MemoryRevocationList(),
    name: prefixOf(checked) + checked.name,
  };
}

/** What a browser enforces by a cookie's name (RFC 6265bis, section 4.1.3). */
function prefixOf({ secure, domain, path }: v.InferOutput<typeof cookieSessionOptions>): string {
  if (!secure) return '';
  return domain === undefined && path === '/' ? '__Host-' : '__Secure-';
}
