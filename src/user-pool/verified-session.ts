import { NotSignedInError } from '../errors/not-signed-in.js';
import type { Principal } from '../verify/principal.js';

/**
 * The tokens of a session, verified. Where the session lacks a token, reading its principal throws
 * {@link NotSignedInError}, which names the token.
 */
export interface VerifiedSession {
  readonly access: Principal<'access'>;
  readonly id: Principal<'id'>;
}

export function verifiedSession(
  access: Principal<'access'> | undefined,
  id: Principal<'id'> | undefined,
): VerifiedSession {
  const session = { ...(access && { access }), ...(id && { id }) };
  if (!access) refuse(session, 'access');
  if (!id) refuse(session, 'id');
  return session as VerifiedSession;
}

/** Not enumerable, so that copying and logging what is there still works. */
function refuse(session: object, use: keyof VerifiedSession): void {
  const get = () => {
    throw new NotSignedInError(`${use}Token`);
  };
  Object.defineProperty(session, use, { get });
}
