import * as v from 'valibot';
import { httpUrl } from '../../config/http-url.js';
import { endsSession } from '../../errors/ends-session.js';
import { NotSignedInError } from '../../errors/not-signed-in.js';
import { anyString, callable, check, nonEmpty, strictOptions } from '../../internal/options.js';
import { list, optional } from '../../internal/schemas.js';
import { decodeUnverified } from '../../tokens/decode.js';
import { firstStep, follow, isResendable, type Step } from './redirects.js';

/** Whose tokens are sent: a signed-in `Cognito`. */
export interface TokenHolder {
  getAccessToken(): Promise<string>;
  getIdToken(): Promise<string>;
  renewAccessToken(): Promise<unknown>;
}

/** Which token to send, and where. */
export interface AuthFetchOptions {
  /** The origins that receive the token, such as `https://api.example.com`. Relative addresses belong to the first. */
  readonly origins: string | readonly string[];
  /**
   * Signs the user in: `() => cognito.authenticate(password)`. Called before the first request, and again when the session
   * has ended. Without it a request rejects while no one is signed in.
   */
  readonly signIn?: (() => Promise<unknown>) | undefined;
  /** Default `access`. */
  readonly tokenUse?: 'access' | 'id' | undefined;
  /** Default `authorization`. */
  readonly header?: string | undefined;
  /** What stands before the token. Default `Bearer `, with the space. */
  readonly prefix?: string | undefined;
  /** Sends the requests. Default: the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const origin = v.pipe(
  httpUrl,
  v.check(text => new URL(text).origin === text.toLowerCase(), 'must be an origin, without a path'),
  v.toLowerCase(),
);

const authFetchOptions = strictOptions({
  origins: v.pipe(
    v.unknown(),
    v.transform(given => (typeof given === 'string' ? [given] : given)),
    list(origin, 'must be an origin or a list of origins'),
    v.minLength(1, 'must not be empty'),
  ),
  signIn: optional(callable<() => Promise<unknown>>()),
  tokenUse: optional(v.picklist(['access', 'id'], 'must be access or id'), 'access'),
  header: optional(nonEmpty, 'authorization'),
  prefix: optional(anyString, 'Bearer '),
  fetch: optional(callable<typeof globalThis.fetch>()),
});

/**
 * A `fetch` that carries the token of a signed-in user.
 *
 * ```ts
 * import { Cognito } from 'portcullis';
 * import { authFetch } from 'portcullis/http';
 *
 * const cognito = new Cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' });
 * const api = authFetch(cognito, {
 *   origins: 'https://api.example.com',
 *   signIn: () => cognito.authenticate(process.env.PASSWORD ?? ''),
 * });
 * const invoices = await (await api('/invoices')).json();
 * ```
 *
 * The token is renewed first when it is about to expire. After a 401 the request is sent once more with a fresh token, unless
 * the body is a stream, which can be read only once, or the token was issued within the last minute: another one would
 * be refused as well. Other origins get the request without the token, also when a redirect leads there. The `Response` is
 * that of the last request; its `redirected` is always false.
 *
 * @throws {InvalidOptionError} naming the option at fault. The returned function rejects as `fetch` does, as `signIn`
 * does, and as `getAccessToken()` does when no one is signed in.
 */
export function authFetch(cognito: TokenHolder, options: AuthFetchOptions): typeof globalThis.fetch {
  const { origins, signIn, tokenUse, header, prefix, fetch } = check(authFetchOptions, options, 'options');
  const held = (): Promise<string> => (tokenUse === 'id' ? cognito.getIdToken() : cognito.getAccessToken());
  const current = signIn ? signingIn(held, signIn) : held;

  const sender = fetch ?? globalThis.fetch;
  const send = async (step: Step, token?: string): Promise<Response> => {
    const headers = new Headers(step.headers);
    if (token !== undefined) headers.set(header, prefix + token);
    const redirect = step.redirect === 'error' ? 'error' : 'manual';
    return sender(step.url, { ...step.init, headers, redirect });
  };
  const sendAuthorized = async (step: Step): Promise<Response> => {
    if (!origins.includes(step.url.origin)) return send(step);
    const token = await current();
    const response = await send(step, token);
    if (response.status !== 401 || !isResendable(step)) return response;
    const fresh = await freshToken(cognito, current, token);
    if (fresh === undefined) return response;
    await response.body?.cancel();
    return send(step, fresh);
  };
  return async (input, init) => follow(firstStep(input, init, origins[0] as string), sendAuthorized);
}

/** The token after a sign-in where there is no session, or none any more. Calls that come meanwhile share the sign-in. */
function signingIn(held: () => Promise<string>, signIn: () => Promise<unknown>): () => Promise<string> {
  let running: Promise<unknown> | undefined;
  return async () => {
    try {
      return await held();
    } catch (error) {
      if (!(error instanceof NotSignedInError || endsSession(error))) throw error;
    }
    running ??= signIn().finally(() => {
      running = undefined;
    });
    await running;
    return await held();
  };
}

/**
 * A token other than the refused one: already renewed by another call, or renewed now. Undefined when there is none;
 * the 401 then stands, and the next call throws the session's error.
 */
async function freshToken(
  cognito: TokenHolder,
  current: () => Promise<string>,
  refused: string,
): Promise<string | undefined> {
  try {
    if ((await current()) === refused) {
      if (isNew(refused)) return undefined;
      await cognito.renewAccessToken().catch(error => {
        if (!endsSession(error)) throw error;
      });
    }
    const fresh = await current();
    return fresh === refused ? undefined : fresh;
  } catch {
    return undefined;
  }
}

const NEW_MS = 60_000;

/** Whether Cognito issued the token a moment ago. By a clock that is far off no token is new. */
function isNew(token: string): boolean {
  try {
    const { iat } = decodeUnverified(token).payload;
    return typeof iat === 'number' && Math.abs(Date.now() - 1000 * iat) < NEW_MS;
  } catch {
    return false;
  }
}
