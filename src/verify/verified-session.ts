import { NotSignedInError } from '../errors/not-signed-in.js';
import { InvalidTokenError } from '../errors/token.js';
import { decodeUnverified } from '../tokens/decode.js';
import type { TokenSet } from '../tokens/token-set.js';
import { type Principal, principalOf } from './principal.js';

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

/** What the tokens of a session say, without checking anything: for tokens that were verified before. */
export function principalsIn({ accessToken, idToken }: TokenSet): VerifiedSession {
  const access = accessToken === undefined ? undefined : principalOf(decodeUnverified(accessToken).payload);
  const id = idToken === undefined ? undefined : principalOf(decodeUnverified(idToken).payload);
  return verifiedSession(access as Principal<'access'> | undefined, id as Principal<'id'> | undefined);
}

/** Not enumerable, so that copying and logging what is there still works. */
function refuse(session: object, use: keyof VerifiedSession): void {
  const get = () => {
    throw new NotSignedInError(`${use}Token`);
  };
  Object.defineProperty(session, use, { get });
}

/**
 * Checks that the tokens are those of the user who was named: by username, `sub` or alias. Pools may ignore case, and so
 * does this.
 *
 * @throws {InvalidTokenError} when the tokens name no such user.
 */
export function assertSpeaksFor(session: VerifiedSession, named: string | undefined): void {
  if (named === undefined) return;
  // A missing token's principal is not enumerable.
  const principals: readonly Principal[] = Object.values(session);
  const names = principals.flatMap(({ username, sub }) => [username, sub]);
  const known = [...names, ...principals.flatMap(aliasesOf)].map(name => name.toLowerCase());
  if (known.includes(named.toLowerCase())) return;
  throw new InvalidTokenError('the tokens do not name the user that they were passed for', {
    mismatch: { claim: 'username', expected: named, actual: names[0] },
    advice: 'Leave the username out, or pass an idToken that has this alias.',
  });
}

const VERIFIABLE = ['email', 'phone_number'] as const;

/** The names besides the username that a user signs in by, as far as the token has them. */
function aliasesOf({ username, sub, claims }: Principal): readonly string[] {
  const known: Readonly<Record<string, unknown>> = { ...claims };
  // An address is an alias only when it is verified, unless the pool has addresses in place of usernames.
  const contacts = VERIFIABLE.filter(name => username === sub || known[`${name}_verified`] === true);
  return [...contacts, 'preferred_username']
    .map(name => known[name])
    .filter(alias => typeof alias === 'string');
}
