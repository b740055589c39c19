import { CsrfError } from '../../errors/csrf.js';
import { TokenError, VerificationUnavailableError } from '../../errors/token.js';
import {
  ForbiddenError,
  InsufficientAuthenticationError,
  UnauthorizedScopeError,
} from '../../errors/unauthorized.js';
import { addressOf, type GuardedRequest } from './request.js';

/** Why a guard or a session refused a request. */
export type Refusal = TokenError | CsrfError | VerificationUnavailableError;

/** What a guard answers in place of the application. */
export interface HttpAnswer {
  readonly status: number;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The text for clients. An error's own message may quote claims, addresses and groups, which are for the log. */
const DETAILS: Readonly<Record<Refusal['code'], string>> = {
  MISSING_AUTHORIZATION: 'no token was presented',
  TOKEN_EXPIRED: 'the token expired',
  INVALID_TOKEN: 'the token is not valid here',
  UNAUTHORIZED_GROUP: 'the bearer is not in the groups that this requires',
  FORBIDDEN: 'this is not allowed',
  INSUFFICIENT_USER_AUTHENTICATION: 'the user has to sign in again, or in a stronger way',
  UNAUTHORIZED_SCOPE: 'the token does not carry the scopes that this requires',
  CSRF_REFUSED: 'the form was not sent from a page of this session',
  KEYS_UNAVAILABLE: 'tokens cannot be verified at the moment',
  VERIFICATION_UNAVAILABLE: 'tokens cannot be verified at the moment',
};

const TITLES = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' } as const;

/** Whether a guard answers this error. Any other error is the application's. */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof TokenError || error instanceof CsrfError || error instanceof VerificationUnavailableError;

/** A second is how soon keys are asked for again, and a store or list is asked by every request. */
const RETRY_AFTER_SECONDS = 1;

/** The answer to a refusal: problem details (RFC 9457) under the status and challenge of RFC 6750. */
function answerTo(error: Refusal, realm?: string): HttpAnswer {
  const { status, code } = error;
  const detail = error instanceof ForbiddenError ? error.detail : DETAILS[code];
  const problem = { title: TITLES[status], status, detail, code };
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return {
    status,
    headers: { ...headers, ...headersOf(error, realm) },
    body: JSON.stringify(problem),
  };
}

function headersOf(error: Refusal, realm: string | undefined): Readonly<Record<string, string>> {
  // No token would help against a rule of the application's own.
  if (error instanceof ForbiddenError) return {};
  if (error instanceof TokenError) return { 'www-authenticate': challengeOf(error, realm) };
  return error.status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
}

/** What changes the answers to refusals. */
export interface AnswerOptions {
  /** The `realm` of the challenge (RFC 9110, section 11.5). Default: none. */
  readonly realm?: string | undefined;
  /** Changes the answer to a refused request. `usual` is the answer without this. */
  readonly answer?:
    | ((refusal: Refusal, usual: HttpAnswer, request: GuardedRequest) => HttpAnswer)
    | undefined;
  /** Is told of every refused request, for a log. What it throws is dropped: a log keeps no one out, and lets no one in. */
  readonly onRefusal?: ((refused: RefusedRequest) => void) | undefined;
}

/** A request that was refused, without its secrets: no header, no cookie, no query. */
export interface RefusedRequest {
  /** Why. Its message may quote claims, groups and addresses, never a token. */
  readonly refusal: Refusal;
  readonly method: string | undefined;
  readonly path: string | undefined;
}

/** Makes the function that reports a refusal. Anything else is none of the log's business. */
export const refusalReports =
  ({ onRefusal }: Pick<AnswerOptions, 'onRefusal'>) =>
  (error: unknown, request: GuardedRequest): void => {
    if (!onRefusal || !isRefusal(error)) return;
    try {
      onRefusal({ refusal: error, method: request.method, path: addressOf(request)?.pathname });
    } catch {
      // As the option says.
    }
  };

/** Makes the function that answers a refusal. It rethrows any other error. */
export const refusalAnswers =
  ({ realm, answer }: AnswerOptions) =>
  (error: unknown, request: GuardedRequest): HttpAnswer => {
    if (!isRefusal(error)) throw error;
    const usual = answerTo(error, realm);
    return answer ? answer(error, usual, request) : usual;
  };

/** RFC 6750, section 3. The answer to a request without a token has no error code. */
function challengeOf(error: TokenError, realm: string | undefined): string {
  const { code } = error;
  const parameters = {
    realm,
    ...(code !== 'MISSING_AUTHORIZATION' && { error: errorOf(error), error_description: DETAILS[code] }),
    scope: error instanceof UnauthorizedScopeError ? scopeOf(error) : undefined,
    ...(error instanceof InsufficientAuthenticationError && stepUpOf(error)),
  };
  const written = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${value}"`);
  return ['Bearer', written.join(', ')].filter(Boolean).join(' ');
}

function errorOf(error: TokenError): string {
  if (error instanceof InsufficientAuthenticationError) return 'insufficient_user_authentication';
  return error.status === 403 ? 'insufficient_scope' : 'invalid_token';
}

/** RFC 9470, section 3. */
const stepUpOf = ({ needed }: InsufficientAuthenticationError) => ({
  max_age: needed.maxAgeSeconds,
  acr_values: needed.acrValues?.join(' '),
});

/** A verifier's own scopes may be any text; what cannot stand between quotes in a header stays out of it. */
function scopeOf({ requiredScopes }: UnauthorizedScopeError): string | undefined {
  return requiredScopes.filter(scope => /^[!#-[\]-~]+$/.test(scope)).join(' ') || undefined;
}
