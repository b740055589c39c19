import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import {
  callable,
  check,
  flag,
  nonEmpty,
  strictOptions,
  wholeNumber,
  withMethods,
} from '../../internal/options.js';
import { type Clock, type RandomSource, systemRandom } from '../../internal/seams.js';
import { sessionOptionEntries } from '../../tokens/session-options.js';
import type { SignOutOutcome } from '../../tokens/sign-out.js';
import type { TokenStore } from '../../tokens/store.js';
import type { TokenSet } from '../../tokens/token-set.js';
import type { Principal } from '../../verify/principal.js';
import type { Verifier } from '../../verify/verifier.js';
import type { AnswerOptions } from '../core/answer.js';
import type { PoolWithVerifier } from '../core/guard.js';

/** The used part of a `UserPool`: it renews and revokes the tokens of sessions, and verifies them. */
export interface SessionPool extends PoolWithVerifier {
  /** The service's clock. */
  readonly api: { readonly now: Clock };
  renew(tokens: TokenSet): Promise<TokenSet>;
  revoke(refreshToken: string): Promise<SignOutOutcome>;
}

/** How to keep sessions. */
export interface CookieSessionOptions<Who extends Principal = Principal>
  extends Pick<AnswerOptions, 'answer'> {
  /** At least 32 characters, of good randomness. In a list, the first encrypts new cookies, and all decrypt. */
  readonly secret: string | readonly string[];
  /** The pool whose people sign in: a `UserPool`. */
  readonly pool: SessionPool;
  /** Verifies the token that makes the principal. Default: the pool's own verifier. */
  readonly verifier?: Verifier<Who> | undefined;
  /** Which token that is. Default `id`, which has the name and the e-mail address. */
  readonly tokenUse?: 'id' | 'access' | undefined;
  /** Where the tokens are. Default: in the cookie itself. With a store it holds an id. */
  readonly store?: TokenStore | undefined;
  /** What the cookie is called, after `__Host-` when it is secure. Default `session`. */
  readonly name?: string | undefined;
  /** Whether the cookie goes over https only. Default true; false is for development. */
  readonly secure?: boolean | undefined;
  /** Default `lax`. With `strict`, a visitor who follows a link from another site arrives signed out. */
  readonly sameSite?: 'lax' | 'strict' | undefined;
  /** How long a session lasts after its last renewal, in seconds. Default 30 days. */
  readonly maxAgeSeconds?: number | undefined;
  /** How long before expiry tokens are renewed, in milliseconds. Default 60,000. */
  readonly renewBeforeExpiryMs?: number | undefined;
  /** Milliseconds since the epoch. Default: the pool's clock. */
  readonly clock?: Clock | undefined;
  /** Default: the operating system's randomness. */
  readonly random?: RandomSource | undefined;
}

const DAY_SECONDS = 86_400;
/** Browsers cut off what is longer. */
const MOST_DAYS = 400;

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
  verifier: v.optional(withMethods<Verifier>('a TokenVerifier', 'verify')),
  tokenUse: v.optional(v.picklist(['id', 'access'], 'must be id or access'), 'id'),
  ...sessionOptionEntries,
  name: v.optional(v.pipe(nonEmpty, v.regex(/^[\w-]+$/, 'must be letters, digits, - and _')), 'session'),
  secure: v.optional(flag, true),
  sameSite: v.optional(v.picklist(['lax', 'strict'], 'must be lax or strict'), 'lax'),
  maxAgeSeconds: v.optional(wholeNumber(1, MOST_DAYS * DAY_SECONDS, 'seconds'), 30 * DAY_SECONDS),
  answer: v.optional(callable<NonNullable<AnswerOptions['answer']>>()),
  clock: v.optional(callable<Clock>()),
  random: v.optional(callable<RandomSource>(), () => systemRandom),
});

/** @throws {InvalidOptionError} naming the option at fault. */
export function checkCookieSessionOptions(options: unknown) {
  const checked = check(cookieSessionOptions, options, 'options');
  if (/^__(host|secure)-/i.test(checked.name))
    throw new InvalidOptionError(
      'options.name',
      'must not begin with a prefix: __Host- is added when it is secure',
    );
  return {
    ...checked,
    clock: checked.clock ?? checked.pool.api.now,
    name: checked.secure ? `__Host-${checked.name}` : checked.name,
  };
}
