import { errors, jwtVerify } from 'jose';
import type { Pool } from '../pool/pool.js';
import { GatesRefusal } from './refusal.js';

/** Who calls, as their id token says it. */
export interface GatesCaller {
  readonly username: string;
  readonly role: 'INTERNAL_ADMIN' | 'CLIENT_ADMIN';
  /** The clients that they belong to. */
  readonly clients: readonly string[];
}

/**
 * The administrator behind an `Authorization` header: a good id token of this pool, whose user still exists.
 * @throws GatesRefusal with 401, or with 403 for every other caller.
 */
export async function requireAdmin(header: string | undefined, pool: Pool): Promise<GatesCaller> {
  const [, token] = /^Bearer +(\S+)$/i.exec(header?.trim() ?? '') ?? [];
  if (!token) throw new GatesRefusal(401, 'The Authorization header must be: Bearer, and an id token');
  const claims = await verifyIdToken(token, pool);
  const user = pool.users.findBySub(String(claims.sub));
  if (!user?.enabled) throw new GatesRefusal(401, 'The user of the token is gone or disabled');
  const role = claims['custom:general_role'];
  if (role !== 'INTERNAL_ADMIN' && role !== 'CLIENT_ADMIN')
    throw new GatesRefusal(403, 'Only INTERNAL_ADMIN and CLIENT_ADMIN manage users');
  const clients = (claims['cognito:groups'] ?? []) as readonly string[];
  return { username: user.username, role, clients };
}

/** Lets INTERNAL_ADMIN pass, and CLIENT_ADMIN where all of `clients` are their own. @throws GatesRefusal with 403. */
export function assertOwn(caller: GatesCaller, clients: readonly string[]): void {
  if (caller.role === 'INTERNAL_ADMIN') return;
  const foreign = clients.find(client => !caller.clients.includes(client));
  if (foreign !== undefined) throw new GatesRefusal(403, `CLIENT_ADMIN has no say in the client ${foreign}`);
}

async function verifyIdToken(token: string, { keys, issuer, now, clients }: Pool) {
  try {
    const { payload } = await jwtVerify(token, keys.id.publicKey, {
      issuer,
      algorithms: ['RS256'],
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'sub', 'aud'],
    });
    if (payload.token_use === 'id' && clients.find(String(payload.aud))) return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new GatesRefusal(401, 'The token has expired');
  }
  throw new GatesRefusal(401, 'The token is not an id token of this user pool');
}
