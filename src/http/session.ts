/**
 * Sessions for pages, in cookies. Knows no framework; the frameworks' own entries have the adapters. Without the AWS
 * SDK.
 *
 * @module
 */
export type { WriteCookies } from './session/browser-cookies.js';
export { type CookieSessions, cookieSession } from './session/cookie-session.js';
export type { CookieSessionOptions, SessionPool } from './session/options.js';
export type { PageSession } from './session/page-session.js';
