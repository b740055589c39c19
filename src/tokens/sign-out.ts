import { PortcullisError } from '../errors/base.js';

/** What became of a sign-out. The session is gone here either way. */
export type SignOutOutcome =
  | { readonly revoked: true }
  | { readonly revoked: false; readonly error: PortcullisError };

/** What became of a call that ends sessions. */
export async function signOutOutcome(call: Promise<unknown>): Promise<SignOutOutcome> {
  try {
    await call;
    return { revoked: true };
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error;
    return { revoked: false, error };
  }
}
