import { RENEW_BEFORE_EXPIRY_MS } from '../tokens/session-options.js';
import { TokenSet } from '../tokens/token-set.js';
import { Config } from './config/config.js';
import { knownUser } from './frame/last-user.js';
import { sessionStore } from './frame/store.js';

/** The token that is kept, where it serves as it is: without loading what reads a command line, signs in and renews. */
export async function keptToken(use: 'access' | 'id'): Promise<string | undefined> {
  const config = new Config({ flags: {}, environment: process.env, folder: process.cwd() });
  const username = knownUser(config);
  if (username === undefined) return undefined;
  const [userPoolId, clientId] = [config.need('userPoolId'), config.need('clientId')];
  const data = await sessionStore().get({ userPoolId, clientId, username });
  const tokens = data && new TokenSet(data);
  const token = tokens?.[`${use}Token`];
  return token && !tokens.expiresWithin(RENEW_BEFORE_EXPIRY_MS, Date.now()) ? token : undefined;
}
