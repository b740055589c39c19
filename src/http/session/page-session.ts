import type { Challenge } from '../../errors/challenge.js';
import { CsrfError } from '../../errors/csrf.js';
import { TokenError } from '../../errors/token.js';
import { MissingAuthorizationError } from '../../errors/unauthorized.js';
import { toBase64url } from '../../internal/bytes.js';
import type { RandomSource } from '../../internal/seams.js';
import type { RevokeOutcome } from '../../tokens/sign-out.js';
import type { TokenSet } from '../../tokens/token-set.js';
import type { Principal } from '../../verify/principal.js';
import type { Verifier } from '../../verify/verifier.js';
import { reported } from '../core/at-once.js';
import { verified } from '../core/guard.js';
import type { GuardedRequest } from '../core/request.js';
import type { Requirement } from '../core/requirements.js';
import type { BrowserCookies } from './browser-cookies.js';
import { assertSameSite, type CsrfTokens } from './csrf.js';
import type { Lifetime } from './lifetime.js';
import type { LiveTokens } from './live-tokens.js';
import type { Seal } from './seal.js';
import { checkedData, checkedNotice, type SessionData, type SessionState, sessionStateOf } from './state.js';

/** Who a request's browser is signed in as, and what a page can change about it. */
export interface PageSession<Who extends Principal = Principal> {
  /** Who is signed in; undefined for a visitor. Their tokens were renewed, if due, when the request came in. */
  readonly principal: Who | undefined;
  readonly tokens: TokenSet | undefined;
  /**
   * The request came with a session that is over: signed out elsewhere, revoked, idle for too long, or too old. A page can say
   * so.
   */
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
  /** What the application keeps in the session: `{}` at first. */
  readonly data: SessionData;
  /**
   * Keeps small data of the application's own in place of what was there, over a sign-in too, until the sign-out. It is in
   * the cookie, encrypted.
   *
   * @throws {InvalidOptionError} when it is longer than 1,024 bytes of JSON.
   */
  save(data: SessionData): Promise<void>;
  /**
   * Leaves a notice for the next page that takes it, such as one after a redirect.
   *
   * @throws {InvalidOptionError} when it is longer than 256 characters.
   */
  notify(notice: string): Promise<void>;
  /** The notice that waits, and forgets it. */
  takeNotice(): Promise<string | undefined>;
  /** Keeps the challenge of a sign-in for the next request. */
  ask(challenge: Challenge): Promise<void>;
  /**
   * Keeps the tokens of a sign-in under a new session id, and forgets the challenge. A session of another sign-in that this
   * browser had is ended as by {@link signOut}; where the pool cannot be reached, the sign-in counts nevertheless.
   *
   * @throws {InvalidTokenError | TokenExpiredError} when the verifier refuses them; nothing changes then.
   * @throws {MissingAuthorizationError} when the token that makes the principal is not among them.
   * @throws {InvalidOptionError} when they are too long for cookies.
   */
  signIn(tokens: TokenSet): Promise<void>;
  /**
   * Ends the session: lists it, so that copies of its cookie are refused, revokes the refresh token, and clears the cookies.
   * The cookies are cleared also when the pool or the list cannot be reached; the outcome says so.
   */
  signOut(): Promise<RevokeOutcome>;
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
  readonly accessVerifier: Verifier | undefined;
  readonly lifetime: Lifetime;
  readonly random: RandomSource;
  /** Is told of refusals. */
  readonly report: (error: unknown, request: GuardedRequest) => void;
}

const ID_BYTES = 32;

const isSignedIn = ({ tokens, stored }: SessionState) => (tokens ?? stored) !== undefined;

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
    const opened = value === undefined ? undefined : await parts.seal.open(value);
    const state = sessionStateOf(opened?.content);
    if (!opened || !state) await page.#becomeVisitor();
    else if (!opened.isOver) await page.#resume(state, opened.expiresAt);
    else if (isSignedIn(state)) await page.#end();
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
    const isOurs = () => this.#parts.csrf.isOf(this.#state.id, token);
    this.#reported(() => {
      assertSameSite(this.#request);
      if (!isOurs()) throw new CsrfError('the form has no token of this session');
    });
  }

  get data(): SessionData {
    return this.#state.data ?? {};
  }

  async save(data: SessionData): Promise<void> {
    await this.#become({ ...this.#state, data: checkedData(data) });
  }

  async notify(notice: string): Promise<void> {
    await this.#become({ ...this.#state, notice: checkedNotice(notice) });
  }

  async takeNotice(): Promise<string | undefined> {
    const { notice, ...others } = this.#state;
    if (notice !== undefined) await this.#become(others);
    return notice;
  }

  async ask(challenge: Challenge): Promise<void> {
    await this.#become({ ...this.#state, challenge });
  }

  async signIn(tokens: TokenSet): Promise<void> {
    const principal = await this.#verified(tokens);
    const { id: idBefore, data, notice } = this.#state;
    const heldBefore = this.#held;
    const { live, lifetime } = this.#parts;
    const id = this.#newId();
    await this.#become({ id, since: lifetime.now(), data, notice, ...(await live.keep(id, tokens)) });
    this.#held = tokens;
    this.#principal = principal;
    this.#refusal = undefined;
    this.#ended = false;
    if (heldBefore) await live.replace(idBefore, heldBefore, tokens);
  }

  async signOut(): Promise<RevokeOutcome> {
    const { id } = this.#state;
    const held = this.#held;
    try {
      return held ? await this.#parts.live.end(id, held) : { revoked: true };
    } finally {
      // Last: where the answer's headers were sent already, this throws.
      await this.#becomeVisitor();
      this.#cookies.clear();
    }
  }

  async require(...requirements: readonly Requirement<Who>[]): Promise<Who> {
    return this.#reported(async () => {
      const principal = this.#principal;
      if (!principal) throw this.#refusal ?? new MissingAuthorizationError('no user is signed in');
      for (const requirement of requirements) await requirement(principal);
      return principal;
    });
  }

  #reported<T>(work: () => T | Promise<T>): T | Promise<T> {
    return reported(work, error => this.#parts.report(error, this.#request));
  }

  async #resume(state: SessionState, expiresAt: number): Promise<void> {
    const { live, lifetime } = this.#parts;
    this.#state = state;
    if (!isSignedIn(state)) return;
    const held = await live.held(state);
    if (!held || (await live.isListed(state.id, held))) return this.#end();
    const fresh = await this.#fresh(state, held);
    if (!fresh) return this.#end();
    this.#held = fresh;
    // Before anything else can fail: rotation made the tokens of the old cookie worthless.
    if (fresh.accessToken !== held.accessToken)
      await this.#become({ ...state, ...(state.tokens && { tokens: fresh.data }) });
    else if (lifetime.isWorthProlonging(expiresAt, state.since)) await this.#become(state);
    try {
      this.#principal = await this.#verified(fresh);
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      this.#refusal = error;
    }
  }

  async #fresh(state: SessionState, held: TokenSet): Promise<TokenSet | undefined> {
    const { live } = this.#parts;
    if (state.tokens && this.#cookies.areReadOnly) return live.known(held);
    // Where the answer's headers were sent already, this throws before the renewal spends the refresh token.
    if (state.tokens && live.isDue(held)) this.#cookies.setAgain();
    return live.fresh(state.id, held);
  }

  async #end(): Promise<void> {
    this.#ended = true;
    this.#cookies.clear();
    await this.#becomeVisitor();
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
    const { seal, lifetime } = this.#parts;
    return seal.seal({ ...state }, lifetime.endOf(state.since));
  }

  async #verified({ idToken, accessToken }: TokenSet): Promise<Who> {
    const { verifier, accessVerifier, tokenUse } = this.#parts;
    const token = tokenUse === 'id' ? idToken : accessToken;
    if (token === undefined) throw new MissingAuthorizationError(`the session has no ${tokenUse} token`);
    if (accessVerifier) await verified(accessToken ?? '', () => accessVerifier);
    return await verified(token, () => verifier);
  }

  #newId(): string {
    return toBase64url(this.#parts.random(ID_BYTES));
  }
}
