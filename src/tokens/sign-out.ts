import { PortcullisError } from '../errors/base.js';

/** What Cognito has ended of what it was asked to. */
export type RevokeOutcome =
  | { readonly revoked: true }
  | {
      readonly revoked: false;
      /** Why not. */
      readonly error: PortcullisError;
      /** This session was ended all the same, by RevokeToken. Others of the user continue. */
      readonly thisSession?: true;
    };

/** What became of the session in the store. It is gone here either way. */
export interface DropOutcome {
  /** Why the store may still have the session. Absent where all went well. */
  readonly storeError?: unknown;
}

/** What became of a sign-out. The session is gone here either way; what failed is made up for by the next sign-out. */
export type SignOutOutcome = RevokeOutcome & DropOutcome;

/** What became of dropping a session. */
export const dropOutcome = (dropping: Promise<void>): Promise<DropOutcome> =>
  dropping.then(
    () => ({}),
    storeError => ({ storeError }),
  );

/** What became of a call that ends sessions. */
export async function revokeOutcome(call: Promise<unknown>): Promise<RevokeOutcome> {
  try {
    await call;
    return { revoked: true };
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error;
    return { revoked: false, error };
  }
}
