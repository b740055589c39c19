import { poolNameOf } from '../state/settings.js';
import type { ChallengeAnswer } from './challenge.js';
import { continueCustomAuth, isCustomAuth } from './custom-auth.js';
import { afterFirstFactor } from './finish.js';
import { required } from './parameters.js';
import { checkPasswordAttempt } from './password-attempt.js';
import { judgeClaim, readClaim } from './srp-claim.js';
import type { AuthResponse } from './types.js';

/** Checks the client's proof. The secret block finds the exchange; a `Session` is not needed. */
export async function answerPasswordVerifier(answer: ChallengeAnswer): Promise<AuthResponse> {
  const { pool, responses } = answer;
  required(responses, 'USERNAME');
  const claim = readClaim(answer);
  const { exchange } = claim;
  const session = exchange.session === undefined ? undefined : pool.authSessions.require(exchange.session);
  const user = pool.users.findForSignIn(exchange.username);
  const identity = { prefix: poolNameOf(pool.settings()), id: exchange.username };
  const { username } = exchange;
  const signedIn = checkPasswordAttempt(pool, { username, user }, () => {
    const holds = judgeClaim(claim, identity);
    // One exchange serves one guess. A right proof may come again, without a device that the pool has forgotten.
    if (holds !== true) pool.srpExchanges.close(exchange);
    return holds;
  });
  pool.devices.refuseUnknown(signedIn, answer.deviceKey);
  pool.srpExchanges.close(exchange);
  if (session) pool.authSessions.spend(session);
  const signIn = { ...answer, deviceKey: answer.deviceKey ?? exchange.deviceKey };
  if (session && isCustomAuth(session)) return continueCustomAuth(signIn, signedIn, session);
  return afterFirstFactor(signIn, signedIn);
}
