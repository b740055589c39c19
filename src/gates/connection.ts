import { ConnectionError } from '../errors/connection.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { redact } from '../errors/redact.js';
import { unlessAborted } from '../internal/abort.js';
import { systemClock, systemRandom } from '../internal/seams.js';
import { systemSeams } from '../internal/waiting.js';
import { bearerToken } from '../verify/extract-token.js';
import { answerOf, type GatesAnswer, refusal, unusable } from './answer.js';
import type { checkAdminOptions, GatesAdminOptions, GatesCallOptions, IdTokenSource } from './options.js';
import { type Method, mayRepeat, pauseMs, type Standing, standingOf, standingOfFailure } from './retry.js';

/** One of the backend's calls. */
export interface GatesRequest {
  readonly method: Method;
  /** The last part of the path: `create-user`, `update-user` or `get-all-users`. */
  readonly operation: string;
  /** What follows the path, with its question mark. */
  readonly query?: string;
  readonly body?: object;
}

/** A failed try, and whether the request may have been acted on. */
interface Failure {
  readonly error: Error;
  readonly standing: Standing;
  readonly retryAfterMs?: number | undefined;
}

type Attempt = { readonly answer: GatesAnswer } | Failure;

/** One request's time limit: the caller's signal or the time-out. */
interface Deadline {
  readonly signal: AbortSignal;
  readonly endsAt: number;
  /** @throws the caller's reason, or a {@link ConnectionError} with `TIMED_OUT`, when it is up. */
  assertLeft(): void;
}

/** The connection's options, with defaults. */
type Settings = {
  readonly [Name in Exclude<keyof GatesAdminOptions, 'pool' | 'baseUrl' | 'token'>]-?: NonNullable<
    GatesAdminOptions[Name]
  >;
};

/** Sends all requests to the Gates backend. */
export class GatesConnection {
  readonly baseUrl: string;
  readonly #token: IdTokenSource | undefined;
  readonly #settings: Settings;

  constructor({ baseUrl, token, ...settings }: ReturnType<typeof checkAdminOptions>) {
    this.baseUrl = baseUrl;
    this.#token = token;
    this.#settings = {
      timeoutMs: settings.timeoutMs ?? 15_000,
      maxAttempts: settings.maxAttempts ?? 3,
      fetch: settings.fetch ?? globalThis.fetch,
      clock: settings.clock ?? systemClock,
      random: settings.random ?? systemRandom,
      sleep: settings.sleep ?? systemSeams.sleep,
    };
  }

  /**
   * Sends a request, again where that is safe, and returns an answer in the 200s.
   *
   * @throws {ApiRequestError} when the answer is another, or broke off.
   * @throws {ConnectionError} when no answer came, or none in time.
   */
  async send(request: GatesRequest, { token, signal, timeoutMs }: GatesCallOptions): Promise<GatesAnswer> {
    const deadline = this.#deadline(request, signal, timeoutMs ?? this.#settings.timeoutMs);
    const { maxAttempts, random, sleep, clock } = this.#settings;
    for (let count = 1; ; count++) {
      deadline.assertLeft();
      const attempt = await this.#attempt(request, await this.#idToken(token, deadline), deadline);
      if ('answer' in attempt) return attempt.answer;
      deadline.assertLeft();
      const pause = pauseMs(count, random, attempt.retryAfterMs);
      const hopeless = !mayRepeat(request.method, attempt.standing) || count >= maxAttempts;
      // Waiting past the end would replace this error by a time-out.
      if (hopeless || clock() + pause >= deadline.endsAt) throw attempt.error;
      await sleep(pause, deadline.signal).catch(error => {
        deadline.assertLeft();
        throw error;
      });
    }
  }

  #deadline({ operation }: GatesRequest, given: AbortSignal | undefined, timeoutMs: number): Deadline {
    const deadline = AbortSignal.timeout(timeoutMs);
    return {
      signal: given ? AbortSignal.any([given, deadline]) : deadline,
      endsAt: this.#settings.clock() + timeoutMs,
      assertLeft: () => {
        given?.throwIfAborted();
        if (!deadline.aborted) return;
        const problem = `${this.baseUrl} did not answer ${operation} within ${timeoutMs} ms`;
        throw new ConnectionError('TIMED_OUT', problem, this.baseUrl);
      },
    };
  }

  async #idToken(given: string | undefined, deadline: Deadline): Promise<string> {
    const source = given ?? this.#token;
    if (source === undefined)
      throw new InvalidOptionError('token', 'is missing: pass one to the constructor or to the call');
    if (typeof source === 'string') return headerSafe(source);
    try {
      return headerSafe(await unlessAborted(source(), deadline.signal));
    } catch (error) {
      deadline.assertLeft();
      throw error;
    }
  }

  async #attempt(
    { method, operation, query = '', body }: GatesRequest,
    token: string,
    { signal }: Deadline,
  ): Promise<Attempt> {
    const { fetch, clock } = this.#settings;
    let response: Response;
    try {
      response = await fetch(`${this.baseUrl}/${operation}${query}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        redirect: 'manual',
        signal,
        ...(body && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      return this.#unreached(error, token);
    }
    return judged(await answerOf(response, { operation, token, now: clock() }));
  }

  /** Fetch hides the reason, such as ECONNREFUSED, one level down. Its error is left out: it may quote the request. */
  #unreached(error: unknown, token: string): Failure {
    const { cause, message }: { cause?: { code?: unknown }; message?: unknown } = Object(error);
    const reason = redact(String(cause?.code ?? message ?? error), [token]);
    const problem = `cannot reach ${this.baseUrl} (${reason})`;
    const advice = 'Check the address of the Gates backend and the network.';
    return {
      error: new ConnectionError('CONNECTION_FAILED', problem, this.baseUrl, { advice }),
      standing: standingOfFailure(cause?.code),
    };
  }
}

function judged(answer: GatesAnswer): Attempt {
  const { status, complete, retryAfterMs } = answer;
  if (!complete) return { error: unusable(answer, 'the answer broke off'), standing: 'unknown' };
  if (status >= 200 && status < 300) return { answer };
  return { error: refusal(answer), standing: standingOf(status), retryAfterMs };
}

/** The token alone, fit for a header. Fetch would quote an unfit one in its error. */
function headerSafe(given: string): string {
  const token = typeof given === 'string' ? bearerToken(given) : '';
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new InvalidOptionError('token', 'must be an id token: visible characters without spaces');
}
