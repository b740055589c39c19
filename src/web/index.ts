/**
 * A person's half of Cognito by `fetch` and Web Crypto alone: sign-in with every challenge, tracked devices, a session
 * that tabs share, the account. For browsers, workers, Deno, Bun and Node. Errors are in `portcullis/errors`; the types of
 * options and answers that both have, in `portcullis`.
 *
 * @module
 */
export { Cognito, type CognitoOptions } from './cognito.js';
export type { DecodedSession } from './decoded-session.js';
export type { UserPoolOptions } from './options.js';
export { UserPool } from './user-pool.js';
export { type WebLocks, type WebStorage, WebStore, type WebStoreOptions } from './web-store.js';
