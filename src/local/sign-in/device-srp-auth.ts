import { invalidParameter, notAuthorized, userDoesNotExist } from '../internal/exception.js';
import type { AuthSessionRecord } from '../state/auth-sessions.js';
import { type Answerer, type ChallengeAnswer, requireSession, type SessionAnswer } from './challenge.js';
import { required } from './parameters.js';
import { openExchange, requireSrpA } from './srp-question.js';

/**
 * The sign-in that a device wants to finish. Some clients send no `Session` here: theirs is the one that waits for
 * this device.
 * @throws NotAuthorizedException when there is none.
 */
function requireDeviceSession(answer: ChallengeAnswer, deviceKey: string): SessionAnswer {
  const { pool, client, responses } = answer;
  const user = pool.users.findForSignIn(required(responses, 'USERNAME'));
  if (!user) throw userDoesNotExist();
  const waits = ({ challenge, clientId, data }: AuthSessionRecord) =>
    challenge === 'DEVICE_SRP_AUTH' && clientId === client.ClientId && data.deviceKey === deviceKey;
  const session = answer.session ?? pool.authSessions.findOpen(user.username, waits)?.id;
  if (session === undefined)
    throw notAuthorized('Invalid session for the user.', {
      expected: 'a sign-in that waits for this device',
      sent: `DEVICE_KEY ${deviceKey}, which none waits for`,
    });
  const found = requireSession({ ...answer, session }, 'DEVICE_SRP_AUTH');
  if (found.session.data.deviceKey !== deviceKey)
    throw invalidParameter('Invalid device key given.', {
      expected: `DEVICE_KEY ${found.session.data.deviceKey}`,
      sent: deviceKey,
    });
  return found;
}

/** `DEVICE_SRP_AUTH`: answers the device's `SRP_A` with our half of its exchange. */
export const answerDeviceSrpAuth: Answerer = async answer => {
  const deviceKey = required(answer.responses, 'DEVICE_KEY');
  const srpA = requireSrpA(answer.responses);
  const { pool, client, user, session } = requireDeviceSession(answer, deviceKey);
  const { secret } = pool.devices.require(user, deviceKey);
  pool.authSessions.spend(session);

  const { username } = user;
  const next = pool.authSessions.open({
    challenge: 'DEVICE_PASSWORD_VERIFIER',
    clientId: client.ClientId,
    username,
    data: session.data,
    validMinutes: client.AuthSessionValidity,
  });
  const parameters = openExchange(answer, {
    ...secret,
    username,
    srpA,
    ofDevice: deviceKey,
    session: next.id,
  });
  return {
    ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
    Session: next.id,
    ChallengeParameters: { ...parameters, DEVICE_KEY: deviceKey, USERNAME: username },
  };
};
