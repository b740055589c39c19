import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { TokenError, VerificationUnavailableError } from '../../errors/token.js';
import { MissingAuthorizationError } from '../../errors/unauthorized.js';
import { anyString, callable, check, flag, strictOptions } from '../../internal/options.js';
import { custom, optional } from '../../internal/schemas.js';
import type { TokenUse } from '../../verify/claims.js';
import { isVerified, type Principal } from '../../verify/principal.js';
import type { TokenVerifier } from '../../verify/token-verifier.js';
import type { Verifier } from '../../verify/verifier.js';
import { type AnswerOptions, type HttpAnswer, refusalAnswers, refusalReports } from './answer.js';
import { chained, reported } from './at-once.js';
import { type GuardedRequest, headerValues } from './request.js';
import type { Requirement } from './requirements.js';
import { fromBearer, type TokenSource } from './token-source.js';

/** How to guard, in every framework: with a verifier, or with a pool and the kind of token. */
export type GuardOptions<Who extends Principal = Principal> = AnswerOptions & {
  /** Where the token is; of several places the first that has one. Default: {@link fromBearer}. */
  readonly token?: TokenSource | readonly TokenSource[] | undefined;
  /**
   * Lets preflights of browsers pass, which never carry a token (Fetch standard, section "CORS-preflight request"). Default
   * false: what answers them goes before the guard.
   */
  readonly allowPreflights?: boolean | undefined;
} & TokensOf<Who>;

/** Chooses the verifier for a request: that of the tenant whose host it names, with `TenantVerifier.of`. */
export type VerifierOf<Who extends Principal = Principal> = (
  request: GuardedRequest,
) => Verifier<Who> | Promise<Verifier<Who>>;

/** The pool or verifier whose tokens are accepted. */
export type TokensOf<Who extends Principal> =
  | {
      /** A `TokenVerifier`, a `TenantVerifier`, or a function that chooses one for a request that has a token. */
      readonly verifier: Verifier<Who> | VerifierOf<Who>;
      readonly pool?: never;
      readonly tokenUse?: never;
    }
  | {
      /** A `UserPool`, whose keys and verified tokens the guard shares. */
      readonly pool: PoolWithVerifier;
      /** The kind of token; `null` means either. */
      readonly tokenUse: TokenUse | null;
      readonly verifier?: never;
    };

/** The used part of a `UserPool`. */
export interface PoolWithVerifier {
  readonly verifier: TokenVerifier;
}

/** Verifies who sends a request. */
export interface Guard<Who extends Principal = Principal> {
  /**
   * Who sent a request, when they meet every requirement.
   *
   * @throws {MissingAuthorizationError} when there is no token.
   * @throws {TokenExpiredError | InvalidTokenError} when it is not valid, or there are several.
   * @throws {UnauthorizedGroupError | UnauthorizedScopeError} when a requirement is not met.
   * @throws {VerificationUnavailableError} when no token can be verified now.
   */
  (request: GuardedRequest, ...requirements: readonly Requirement<Who>[]): Promise<Who>;
  /**
   * Who sent a request, if that is known. No token and a token that is not valid make a visitor.
   *
   * @throws {VerificationUnavailableError} when no token can be verified now.
   */
  optional(request: GuardedRequest): Promise<Who | undefined>;
  /**
   * What to answer when it threw.
   *
   * @throws `error` itself when it is no refusal but the application's own mistake.
   */
  answerTo(error: unknown, request: GuardedRequest): HttpAnswer;
}

/** A `UserPool`, known by what is used of it: its class would bring the AWS SDK along. */
const userPool = custom<PoolWithVerifier>(
  value => typeof value === 'object' && value !== null && 'verifier' in value && 'renew' in value,
  'must be a UserPool',
);

const MESSAGE = 'must be a function, or a list of functions';
const source = custom<TokenSource>(value => typeof value === 'function', MESSAGE);

const isVerifier = (value: unknown): value is Verifier =>
  typeof (value as Verifier | null | undefined)?.verify === 'function';

const guardOptions = strictOptions({
  verifier: optional(
    custom<Verifier | VerifierOf>(
      value => typeof value === 'function' || isVerifier(value),
      'must be a TokenVerifier, with the method verify, or a function that returns one',
    ),
  ),
  pool: optional(userPool),
  tokenUse: optional(v.nullable(v.picklist(['access', 'id'], 'must be access, id or null'))),
  token: optional(v.union([source, v.pipe(v.array(source), v.minLength(1))], MESSAGE)),
  realm: optional(v.pipe(anyString, v.regex(/^[ !#-[\]-~]+$/, 'must be printable ASCII without quotes'))),
  allowPreflights: optional(flag),
  answer: optional(callable<NonNullable<AnswerOptions['answer']>>()),
  onRefusal: optional(callable<NonNullable<AnswerOptions['onRefusal']>>()),
});

/**
 * A guard that knows no framework. The adapters are built on it.
 *
 * ```ts
 * import { createGuard, requireGroups } from 'portcullis/http';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * const guard = createGuard({ verifier }); // or, with a UserPool, createGuard({ pool, tokenUse: 'access' })
 * const whoCalls = (headers: Headers) => guard({ headers }, requireGroups('admins'));
 * ```
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function createGuard<Who extends Principal>(options: GuardOptions<Who>): Guard<Who> {
  const { admit, optional, answerTo } = guardCore(options);
  const guard = async (request: GuardedRequest, ...requirements: readonly Requirement<Who>[]): Promise<Who> =>
    admit(request, requirements);
  return Object.assign(guard, { optional, answerTo });
}

/** What the adapters are built on. */
export interface GuardCore<Who extends Principal> extends Pick<Guard<Who>, 'optional' | 'answerTo'> {
  /** Who sent a request: at once where the token is remembered. Throws, or rejects with, a refusal. */
  admit(request: GuardedRequest, requirements: readonly Requirement<Who>[]): Who | Promise<Who>;
  /** Whether a request passes without a token: it is a preflight, and those may. */
  passes(request: GuardedRequest): boolean;
}

export function guardCore<Who extends Principal>(options: GuardOptions<Who>): GuardCore<Who> {
  const {
    token = fromBearer,
    realm,
    answer,
    onRefusal,
    allowPreflights = false,
    ...whose
  } = check(guardOptions, options, 'options');
  const verifier = verifierOf(whose) as Verifier<Who> | VerifierOf<Who>;
  const sources = typeof token === 'function' ? [token] : token;
  const report = refusalReports({ onRefusal });
  const who = (request: GuardedRequest) => identified(request, sources, verifier);
  return {
    admit: (request, requirements) =>
      reported(
        () =>
          requirements.length === 0
            ? who(request)
            : chained(who(request), principal => met(principal, requirements)),
        error => report(error, request),
      ),
    optional: async request => {
      try {
        return await who(request);
      } catch (error) {
        if (!(error instanceof MissingAuthorizationError)) report(error, request);
        if (error instanceof TokenError) return undefined;
        throw error;
      }
    },
    passes: request => allowPreflights && isPreflight(request),
    answerTo: refusalAnswers({ realm, answer }),
  };
}

const isPreflight = (request: GuardedRequest): boolean =>
  request.method === 'OPTIONS' &&
  ['origin', 'access-control-request-method'].every(name => headerValues(request, name).length === 1);

function identified<Who extends Principal>(
  request: GuardedRequest,
  sources: readonly TokenSource[],
  verifier: Verifier<Who> | VerifierOf<Who>,
): Who | Promise<Who> {
  return chained(tokenOf(request, sources), token => {
    if (typeof verifier === 'function') return verified(token, () => verifier(request));
    const known = verifier.recall?.(token);
    return known ? branded(known) : verified(token, () => verifier);
  });
}

/** The principal, when they meet every requirement. Anything that a requirement returns is waited for. */
function met<Who extends Principal>(
  principal: Who,
  [requirement, ...others]: readonly Requirement<Who>[],
): Who | Promise<Who> {
  if (!requirement) return principal;
  return chained(requirement(principal), () => met(principal, others));
}

function verifierOf({ verifier, pool, tokenUse }: v.InferOutput<typeof guardOptions>): Verifier | VerifierOf {
  if (verifier && pool)
    throw new InvalidOptionError('options.verifier', 'stands beside a pool, which has one: give one of them');
  if (verifier) return verifier;
  if (!pool)
    throw new InvalidOptionError('options.verifier', 'is missing: give a verifier, or a pool with tokenUse');
  if (tokenUse === undefined)
    throw new InvalidOptionError(
      'options.tokenUse',
      'is missing; choose access or id, or pass null to mean either',
    );
  return tokenUse === null ? pool.verifier : pool.verifier.requiring({ tokenUse });
}

function tokenOf(
  request: GuardedRequest,
  sources: readonly TokenSource[],
  place = 0,
): string | Promise<string> {
  const source = sources[place];
  if (!source) throw new MissingAuthorizationError('no token was presented');
  return chained(source(request), token => token || tokenOf(request, sources, place + 1));
}

/** The user of a token. A failure of anything but the token is not the sender's fault. */
export async function verified<Who extends Principal>(
  token: string,
  choose: () => Verifier<Who> | Promise<Verifier<Who>>,
): Promise<Who> {
  try {
    const verifier = await choose();
    if (!isVerifier(verifier)) throw new InvalidOptionError('options.verifier', 'returned no verifier');
    return branded(await verifier.verify(token));
  } catch (error) {
    if (error instanceof InvalidOptionError) throw error;
    if (error instanceof TokenError || error instanceof VerificationUnavailableError) throw error;
    throw new VerificationUnavailableError(error);
  }
}

/** @throws {InvalidOptionError} for what merely looks like a principal. */
function branded<Who extends Principal>(principal: Who): Who {
  if (isVerified(principal)) return principal;
  throw new InvalidOptionError(
    'options.verifier',
    'returned something else than the principal of a TokenVerifier',
  );
}
