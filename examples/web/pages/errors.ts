import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import {
  ConnectionError,
  CsrfError,
  InternalServiceError,
  InvalidParameterError,
  KeysUnavailableError,
  MissingAuthorizationError,
  NotAuthorizedError,
  PortcullisError,
  TokenError,
  TooManyRequestsError,
  VerificationUnavailableError,
} from 'portcullis/errors';
import { address, onTheWay } from '../addresses.js';
import { keepDraft } from '../drafts.js';
import type { WebContext } from '../env.js';
import { type Notice, redirectWith } from '../notices.js';
import { NothingPendingError } from '../sign-in-step.js';
import { show } from './layout.js';

/** Answers errors that no form can show. */
export async function errorPage(error: Error, context: WebContext): Promise<Response> {
  if (isOverForSignIn(error)) return redirectWith(context, 'start-again', onTheWay(context, '/sign-in'));
  if (isOverForSession(error, context)) return toSignIn(context, 'session-ended');
  if (error instanceof MissingAuthorizationError) return toSignIn(context, 'sign-in-first');
  if (error instanceof TokenError)
    return error.status === 403 ? forbidden(context) : toSignIn(context, 'session-ended');
  if (error instanceof CsrfError) return outOfDate(context);
  // An address with a word that the pool does not know, such as an old token of a list's page.
  if (error instanceof InvalidParameterError && context.req.method === 'GET') return notFound(context);
  if (error instanceof HTTPException && error.status < 500) return refused(context, error.status);
  if (AWAY.some(kind => error instanceof kind)) return away(context);
  console.error(error);
  return error instanceof PortcullisError ? away(context) : broken(context);
}

/** What passes by itself. Any other failure is ours to look at. */
const AWAY = [
  ConnectionError,
  InternalServiceError,
  KeysUnavailableError,
  TooManyRequestsError,
  VerificationUnavailableError,
];

const SIGN_IN_OVER = ['SESSION_SPENT', 'SESSION_EXPIRED', 'SESSION_INVALID'];

const isOverForSignIn = (error: Error): boolean =>
  error instanceof NothingPendingError ||
  (error instanceof NotAuthorizedError && SIGN_IN_OVER.includes(error.code));

/** The session was ended elsewhere: it could not be renewed, or the pool no longer accepts its tokens. */
const isOverForSession = (error: Error, { var: { session } }: WebContext): boolean =>
  ((error instanceof MissingAuthorizationError || error instanceof CsrfError) && session.ended) ||
  (error instanceof NotAuthorizedError && /^(ACCESS|REFRESH)_TOKEN_/.test(error.code));

async function toSignIn(context: WebContext, notice: Notice): Promise<Response> {
  if (notice === 'session-ended') await context.var.session.signOut();
  const next = pageOf(context);
  if (context.req.method === 'POST' && next) await keepDraft(context, next);
  return redirectWith(context, notice, address('/sign-in', { next }));
}

/** The page that the person is at. A form is not carried out after the sign-in: they send it again from its page. */
function pageOf({ req }: WebContext): string | undefined {
  const at = req.method === 'GET' ? req.url : req.header('referer');
  if (!at || !URL.canParse(at)) return undefined;
  const { origin, pathname, search } = new URL(at);
  return origin === new URL(req.url).origin ? pathname + search : undefined;
}

export const notFound = (context: WebContext) =>
  show(context, {
    title: 'Page not found',
    status: 404,
    body: html`<p>There is no page at this address. Check it, or go to <a href="/">the beginning</a>.</p>`,
  });

const forbidden = (context: WebContext) =>
  show(context, {
    title: 'This page is not for you',
    status: 403,
    body: html`<p>You are signed in, but this page is for administrators only. Go to <a href="/profile">your profile</a>.</p>`,
  });

const outOfDate = (context: WebContext) =>
  show(context, {
    title: 'That form is out of date',
    status: 403,
    body: html`<p>It was open for long, or there was a sign-in or sign-out in this browser since. Nothing was changed. Go to <a href="/">the beginning</a> and try again.</p>`,
  });

export const tooLarge = (context: WebContext) =>
  show(context, {
    title: 'That was too much',
    status: 413,
    body: html`<p>The form was longer than this site takes. Nothing was changed. Go back and shorten it.</p>`,
  });

const refused = (context: WebContext, status: HTTPException['status']) =>
  show(context, {
    title: 'That cannot be done',
    status,
    body: html`<p>This site does not understand the request. Nothing was changed. Go to <a href="/">the beginning</a>.</p>`,
  });

export const away = (context: WebContext) =>
  show(context, {
    title: 'Try again in a moment',
    status: 503,
    body: html`<p>The account service does not answer at the moment. Nothing was changed.</p>`,
  });

const broken = (context: WebContext) =>
  show(context, {
    title: 'Something went wrong',
    status: 500,
    body: html`<p>The fault is ours. Please try again; if it stays, tell us.</p>`,
  });
