import { InvalidOptionError } from '../errors/invalid-option.js';
import { check } from '../internal/options.js';
import type { Pool, PoolState } from './pool.js';
import { type SeedUser, type SeedUserInput, userSchema } from './seed-schema.js';
import { seedUser } from './seed-user.js';
import { runPreTokenGeneration } from './triggers/pre-token-generation.js';

/** A user as {@link addUser} made them. */
export interface AddedUser {
  /** The stored name: the `sub` in pools that sign in by e-mail or phone number. */
  readonly username: string;
  readonly sub: string;
}

/** Tokens as a sign-in gives them. */
export interface LocalTokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token lives. */
  readonly expiresIn: number;
}

/**
 * Adds a user, who may be anything that a seed's user may be.
 * @throws {InvalidOptionError} naming the key at fault.
 */
export function addUser(given: SeedUserInput, state: PoolState, pool: Pool): AddedUser {
  const user = check(userSchema, given, 'user');
  const record = seedUser(user, { what: 'user', state, now: pool.now(), random: pool.random });
  const taken = pool.users.findForSignIn(user.username) ?? pool.users.findForSignIn(record.username);
  if (taken) throw new InvalidOptionError('user.username', 'is there already');
  admitAttributes(user, pool);
  const { username, sub } = pool.users.save(record);
  return { username, sub };
}

/** As with a seed, the custom attributes that a user has join the schema. */
function admitAttributes({ attributes = {} }: SeedUser, { settings, configure }: Pool): void {
  const before = settings();
  const added = Object.keys(attributes).filter(
    name => name.startsWith('custom:') && !before.customAttributes.includes(name),
  );
  if (added.length > 0) configure({ ...before, customAttributes: [...before.customAttributes, ...added] });
}

/**
 * Signs a user in without any question, and without any trigger but the one that words tokens.
 * @param clientId The app client that the tokens are for; the first where it is left out.
 * @throws {InvalidOptionError} for a user or client that is not there.
 */
export async function tokensFor(pool: Pool, username: string, clientId?: string): Promise<LocalTokens> {
  const user = pool.users.findForSignIn(username) ?? pool.users.findBySub(username);
  if (!user) throw new InvalidOptionError('username', 'is nobody in this pool');
  const client = clientId === undefined ? pool.clients.all()[0] : pool.clients.find(clientId);
  if (!client) throw new InvalidOptionError('options.clientId', 'is no app client of this pool');
  const overrides = await runPreTokenGeneration({ pool, client }, 'TokenGeneration_Authentication', user);
  const origin = pool.origins.begin(user.username, client);
  const refreshToken = pool.origins.issueRefreshToken(origin);
  const { AccessToken, IdToken, ExpiresIn } = await pool.tokens.issue(user, client, origin, overrides);
  return { accessToken: AccessToken, idToken: IdToken, refreshToken, expiresIn: ExpiresIn };
}
