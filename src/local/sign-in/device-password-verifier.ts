import { incorrectPassword } from '../internal/exception.js';
import { type Answerer, requireSession } from './challenge.js';
import { issueTokens } from './finish.js';
import { required } from './parameters.js';
import { judgeClaim, readClaim } from './srp-claim.js';

/** `DEVICE_PASSWORD_VERIFIER`: checks the device's proof, which ends the sign-in. */
export const answerDevicePasswordVerifier: Answerer = async answer => {
  const { pool, responses } = answer;
  const deviceKey = required(responses, 'DEVICE_KEY');
  const claim = readClaim(answer, deviceKey);
  const { session, user } = requireSession(
    { ...answer, session: claim.exchange.session },
    'DEVICE_PASSWORD_VERIFIER',
  );
  const { groupKey } = pool.devices.require(user, deviceKey);
  pool.srpExchanges.close(claim.exchange);
  const holds = judgeClaim(claim, { prefix: groupKey, id: deviceKey });
  if (holds !== true) throw incorrectPassword(holds);
  pool.authSessions.spend(session);
  return issueTokens({ ...answer, tokenSource: 'TokenGeneration_AuthenticateDevice' }, user);
};
