/**
 * Sessions for pages, in cookies. Knows no framework; the frameworks' own entries have the adapters. Without the AWS
 * SDK.
 *
 * @module
 */
export type { SameSite, WriteCookies } from './session/browser-cookies.js';
export { type CookieSessions, cookieSession, type ReadSession } from './session/cookie-session.js';
export type { CookieSessionOptions, SessionPool, SessionRevocations } from './session/options.js';
export { revokeOtherSessions, type SessionHolder } from './session/other-sessions.js';
export type { PageSession } from './session/page-session.js';
export type { SessionData } from './session/state.js';
