/**
 * Every error of this library.
 *
 * ```ts
 * import { NotAuthorizedError, PortcullisError } from 'portcullis/errors';
 *
 * function explain(error: unknown): string {
 *   if (error instanceof NotAuthorizedError && error.code === 'LOCKED_OUT') return 'Too many tries. Wait a little.';
 *   if (error instanceof PortcullisError) return error.advice ?? error.message;
 *   throw error;
 * }
 * ```
 *
 * @module
 */
export { PortcullisError } from './base.js';
export * from './challenge.js';
export { ConnectionError } from './connection.js';
export { CsrfError } from './csrf.js';
export * from './gates.js';
export { InvalidOptionError } from './invalid-option.js';
export { NotSignedInError } from './not-signed-in.js';
export * from './provisioning.js';
export * from './service.js';
export { SrpRefusedError } from './srp.js';
export { StoreCorruptError, StoreUnavailableError } from './store.js';
export { type ErrorRow, errorTable } from './table.js';
export * from './token.js';
