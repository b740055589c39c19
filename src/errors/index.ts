/**
 * Every error of this library.
 *
 * ```ts
 * import { PortcullisError } from 'portcullis/errors';
 *
 * function explain(error: unknown): string {
 *   if (!(error instanceof PortcullisError)) throw error;
 *   switch (error.code) {
 *     case 'BAD_CREDENTIALS':
 *       return 'The name or the password is wrong.';
 *     case 'LOCKED_OUT':
 *       return 'Too many tries. Wait a little.';
 *     default:
 *       return error.advice ?? error.message;
 *   }
 * }
 * ```
 *
 * @module
 */
export { PortcullisError } from './base.js';
export * from './challenge.js';
export type { ErrorCode, ServiceErrorCode } from './codes.js';
export { ConnectionError } from './connection.js';
export { CsrfError } from './csrf.js';
export { endsSession } from './ends-session.js';
export * from './gates.js';
export { InvalidOptionError } from './invalid-option.js';
export { NotSentError } from './not-sent.js';
export { NotSignedInError } from './not-signed-in.js';
export * from './provisioning.js';
export type { ErrorReason, ErrorRow } from './row.js';
export * from './service.js';
export { SrpRefusedError } from './srp.js';
export { StoreCorruptError, StoreError, StoreUnavailableError } from './store.js';
export { errorTable } from './table.js';
export * from './token.js';
export * from './unauthorized.js';
