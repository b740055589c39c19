import type { Principal } from '../../verify/principal.js';
import type { Verifier } from '../../verify/verifier.js';
import { type HttpAnswer, refusalAnswers, refusalReports } from '../core/answer.js';
import { reported } from '../core/at-once.js';
import type { GuardedRequest } from '../core/request.js';
import { BrowserCookies, type CookieSettings, type WriteCookies } from './browser-cookies.js';
import { CsrfTokens } from './csrf.js';
import { Lifetime } from './lifetime.js';
import { LiveTokens } from './live-tokens.js';
import { type CookieSessionOptions, checkCookieSessionOptions, DAY_SECONDS, MOST_DAYS } from './options.js';
import { Page, type PageSession, type PageSessionParts } from './page-session.js';
import { Seal } from './seal.js';

/** What a session says where nothing about it can change. */
export type ReadSession<Who extends Principal = Principal> = Pick<
  PageSession<Who>,
  'principal' | 'tokens' | 'ended' | 'challenge' | 'data' | 'require'
>;

/** The sessions of one application. */
export interface CookieSessions<Who extends Principal = Principal> {
  /**
   * The session of a request. Unknown or damaged cookies give a visitor's session.
   *
   * @param write Called with the `Set-Cookie` lines for the answer, now or when the session changes; each call has all of
   * them and replaces earlier ones. Answers with such lines must not be cached.
   * @throws {VerificationUnavailableError | KeysUnavailableError} when the session cannot be checked now.
   * The cookies stay as they are.
   */
  open(request: GuardedRequest, write: WriteCookies): Promise<PageSession<Who>>;
  /**
   * The session of a request whose answer can set no cookies, such as the render of a page. Tokens in the cookie are not
   * renewed: once they are over, `require` throws `TokenExpiredError` until another request has opened the session.
   *
   * @throws as `open`.
   */
  read(request: GuardedRequest): Promise<ReadSession<Who>>;
  /**
   * What to answer to what a session threw: problem details, as guards do.
   *
   * @throws `error` itself when it is no refusal but the application's own mistake.
   */
  answerTo(error: unknown, request: GuardedRequest): HttpAnswer;
}

/**
 * Sessions for pages: the tokens of the signed-in user, in cookies that are encrypted and that no script can read.
 * The frameworks' own entries have an adapter each, such as `honoSession` of `portcullis/http/hono`.
 *
 * ```ts
 * import { UserPool } from 'portcullis';
 * import { cookieSession } from 'portcullis/http/session';
 *
 * const pool = new UserPool({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app' });
 * export const sessions = cookieSession({ pool, secret: process.env.SESSION_SECRET ?? '' });
 * ```
 *
 * The cookies are `HttpOnly`, `Secure` and `SameSite`, and sealed with AES-256-GCM (JWE, RFC 7516) under keys derived
 * from the secret (HKDF, RFC 5869).
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function cookieSession<Who extends Principal>(
  options: CookieSessionOptions<Who>,
): CookieSessions<Who> {
  const checked = checkCookieSessionOptions(options);
  const { name, secure, sameSite, domain, path } = checked;
  const settings: CookieSettings = { name, secure, sameSite, domain, path, maxAgeSeconds: maxAgeOf(checked) };
  const parts = partsOf(checked, options);
  const open = async (request: GuardedRequest, write?: WriteCookies): Promise<Page<Who>> =>
    reported(
      () => Page.open(parts, request, new BrowserCookies(request, settings, write)),
      error => parts.report(error, request),
    );
  return {
    open,
    read: request => open(request),
    answerTo: refusalAnswers(checked),
  };
}

function partsOf<Who extends Principal>(
  checked: ReturnType<typeof checkCookieSessionOptions>,
  {
    verifier = checked.pool.verifier.requiring({ tokenUse: checked.tokenUse }) as Verifier<Who>,
  }: CookieSessionOptions<Who>,
): PageSessionParts<Who> {
  const { secret, name, clock, random, tokenUse, accessVerifier } = checked;
  return {
    seal: new Seal(secret, `${name} cookie 1`, clock),
    csrf: new CsrfTokens(secret, `${name} form 1`, random),
    live: new LiveTokens(checked),
    lifetime: new Lifetime(checked),
    verifier,
    accessVerifier,
    tokenUse,
    random,
    report: refusalReports(checked),
  };
}

/** The browser keeps the cookie a day longer than it counts, so that a page can say that the session ended. */
const maxAgeOf = ({ untilBrowserCloses, idleSeconds }: ReturnType<typeof checkCookieSessionOptions>) =>
  untilBrowserCloses ? undefined : Math.min(idleSeconds + DAY_SECONDS, MOST_DAYS * DAY_SECONDS);
