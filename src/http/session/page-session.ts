import type { Challenge } from '../../errors/challenge.js';
import { CsrfError } from '../../errors/csrf.js';
import { MissingAuthorizationError, TokenError } from '../../errors/token.js';
import { toBase64url } from '../../internal/bytes.js';
import type { RandomSource } from '../../internal/seams.js';
import type { SignOutOutcome } from '../../tokens/sign-out.js';
import type { TokenSet } from '../../tokens/token-set.js';
import type { Principal } from '../../verify/principal.js';
import type { Verifier } from '../../verify/verifier.js';
import { verified } from '../core/guard.js';
import type { GuardedRequest } from '../core/request.js';
import type { Requirement } from '../core/requirements.js';
import type { BrowserCookies } from './browser-cookies.js';
import { assertSameSite, type CsrfTokens } from './csrf.js';
import type { LiveTokens } from './live-tokens.js';
import type { Seal } from './seal.js';
import { type SessionState, sessionStateOf } from './state.js';

/** Who a request's browser is signed in as, and what a page can change about it. */
export interface PageSession<Who extends Principal = Principal> {
  /** Who is signed in; undefined for a visitor. Their tokens were renewed, if due, when the request came in. */
  readonly principal: Who | undefined;
  readonly tokens: TokenSet | undefined;
  /** The request came with a session that is over: signed out elsewhere, revoked, or too old to be renewed. */
  readonly ended: boolean;
  /** The challenge of a sign-in that waits for its next page. */
  readonly challenge: Challenge | undefined;
  /** For a hidden field of every form. Valid until the next sign-in or sign-out in this browser. */
  readonly csrfToken: string;
  /**
   * Call it before doing what a form asks for.
   *
   * @throws {CsrfError} when another site sent the form, or `token` is not one of this session's.
   */
  checkCsrf(token: unknown): void;
  /** Keeps the challenge of a sign-in for the next request. */
  ask(challenge: Challenge): Promise<void>;
  /**
   * Keeps the tokens of a sign-in under a new session id, and forgets the challenge.
   *
   * @throws {InvalidTokenError | TokenExpiredError} when the verifier refuses them; nothing changes then.
   * @throws {MissingAuthorizationError} when the token that makes the principal is not among them.
   * @throws {InvalidOptionError} when they are too long for cookies.
   */
  signIn(tokens: TokenSet): Promise<void>;
  /** Revokes the refresh token and clears the cookies, also when the pool cannot be reached; the outcome says which. */
  signOut(): Promise<SignOutOutcome>;
  /**
   * The person, when they meet every requirement.
   *
   * @throws {MissingAuthorizationError} when no one is signed in.
   * @throws {UnauthorizedGroupError | UnauthorizedScopeError} when a requirement is not met.
   */
  require(...requirements: readonly Requirement<Who>[]): Promise<Who>;
}

/** What the sessions of one application have in common. */
export interface PageSessionParts<Who extends Principal> {
  readonly seal: Seal;
  readonly csrf: CsrfTokens;
  readonly live: LiveTokens;
  readonly verifier: Verifier<Who>;
  readonly tokenUse: 'id' | 'access';
  readonly maxAgeSeconds: number;
  readonly random: RandomSource;
}

const ID_BYTES = 32;

/** The session of one request. */
export class Page<Who extends Principal> implements PageSession<Who> {
  readonly #parts: PageSessionParts<Who>;
  readonly #request: GuardedRequest;
  readonly #cookies: BrowserCookies;
  #state: SessionState = { id: '' };
  /** The state as a cookie that the browser need not have: nothing depends on it yet. */
  #unsent: string | undefined;
  /** Kept although the verifier may refuse them, as signing out takes them. */
  #held: TokenSet | undefined;
  #principal: Who | undefined;
  #refusal: TokenError | undefined;
  #ended = false;

  private constructor(parts: PageSessionParts<Who>, request: GuardedRequest, cookies: BrowserCookies) {
    this.#parts = parts;
    this.#request = request;
    this.#cookies = cookies;
  }

  /** The session of a request, its tokens renewed and verified. */
  static async open<Who extends Principal>(
    parts: PageSessionParts<Who>,
    request: GuardedRequest,
    cookies: BrowserCookies,
  ): Promise<Page<Who>> {
    const page = new Page(parts, request, cookies);
    const { value } = cookies;
    const state = value === undefined ? undefined : sessionStateOf(await parts.seal.open(value));
    if (state) await page.#resume(state);
    else await page.#becomeVisitor();
    return page;
  }

  get principal(): Who | undefined {
    return this.#principal;
  }

  get tokens(): TokenSet | undefined {
    return this.#principal && this.#held;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get challenge(): Challenge | undefined {
    return this.#state.challenge;
  }

  get csrfToken(): string {
    if (this.#unsent !== undefined) this.#cookies.set(this.#unsent);
    this.#unsent = undefined;
    return this.#parts.csrf.issue(this.#state.id);
  }

  checkCsrf(token: unknown): void {
    assertSameSite(this.#request);
    if (!this.#parts.csrf.isOf(this.#state.id, token))
      throw new CsrfError('the form has no token of this session');
  }

  async ask(challenge: Challenge): Promise<void> {
    await this.#become({ ...this.#state, challenge });
  }

  async signIn(tokens: TokenSet): Promise<void> {
    const principal = await this.#verified(tokens);
    const before = this.#state;
    const id = this.#newId();
    await this.#become({ id, ...(await this.#parts.live.keep(id, tokens)) });
    this.#held = tokens;
    this.#principal = principal;
    this.#refusal = undefined;
    this.#ended = false;
    if (before.stored) await this.#parts.live.forget(before.id);
  }

  async signOut(): Promise<SignOutOutcome> {
    const { id } = this.#state;
    const held = this.#held;
    this.#cookies.clear();
    await this.#becomeVisitor();
    return held ? this.#parts.live.end(id, held) : { revoked: true };
  }

  async require(...requirements: readonly Requirement<Who>[]): Promise<Who> {
    const principal = this.#principal;
    if (!principal) throw this.#refusal ?? new MissingAuthorizationError('no user is signed in');
    for (const requirement of requirements) await requirement(principal);
    return principal;
  }

  async #resume(state: SessionState): Promise<void> {
    const { live } = this.#parts;
    this.#state = state;
    if (!state.tokens && !state.stored) return;
    const held = await live.held(state);
    const fresh = held && (await live.fresh(state.id, held));
    if (!held || !fresh) {
      this.#ended = true;
      this.#cookies.clear();
      return this.#becomeVisitor();
    }
    this.#held = fresh;
    // Before anything else can fail: rotation made the tokens of the old cookie worthless.
    if (fresh.accessToken !== held.accessToken)
      await this.#become({ ...state, ...(state.tokens && { tokens: fresh.data }) });
    try {
      this.#principal = await this.#verified(fresh);
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      this.#refusal = error;
    }
  }

  async #becomeVisitor(): Promise<void> {
    this.#held = undefined;
    this.#principal = undefined;
    this.#state = { id: this.#newId() };
    this.#unsent = await this.#sealed(this.#state);
  }

  async #become(state: SessionState): Promise<void> {
    this.#cookies.set(await this.#sealed(state));
    this.#unsent = undefined;
    this.#state = state;
  }

  #sealed(state: SessionState): Promise<string> {
    return this.#parts.seal.seal({ ...state }, this.#parts.maxAgeSeconds);
  }

  async #verified({ idToken, accessToken }: TokenSet): Promise<Who> {
    const { verifier, tokenUse } = this.#parts;
    const token = tokenUse === 'id' ? idToken : accessToken;
    if (token === undefined) throw new MissingAuthorizationError(`the session has no ${tokenUse} token`);
    return await verified(token, verifier);
  }

  #newId(): string {
    return toBase64url(this.#parts.random(ID_BYTES));
  }
}
