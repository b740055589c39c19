import type { PortcullisError } from '../errors/base.js';

/** What became of a sign-out. The session is gone here either way. */
export type SignOutOutcome =
  | { readonly revoked: true }
  | { readonly revoked: false; readonly error: PortcullisError };
