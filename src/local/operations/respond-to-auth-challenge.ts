import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { map, oneOf } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import { challenges } from '../sign-in/challenges.js';
import { required } from '../sign-in/parameters.js';
import { checkSecretHash } from '../state/secret-hash.js';
import { adminOperation, publicOperation } from './definition.js';
import { clientId, session, userPoolId } from './schemas.js';

const CHALLENGE_NAMES = [
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
  'ADMIN_NO_SRP_AUTH',
  'NEW_PASSWORD_REQUIRED',
  'SMS_OTP',
  'PASSWORD',
  'WEB_AUTHN',
  'PASSWORD_SRP',
] as const;

/** What RespondToAuthChallenge and AdminRespondToAuthChallenge have in common. */
const members = {
  ClientId: clientId,
  ChallengeName: oneOf(CHALLENGE_NAMES),
  Session: v.optional(session),
  ChallengeResponses: v.optional(map(), {}),
  ClientMetadata: v.optional(map()),
};
const input = v.object(members);

/** Lets the challenge's own function judge the answer. @throws InvalidParameterException for a challenge that is not served. */
function respond(request: v.InferOutput<typeof input>, pool: Pool) {
  const { ClientId, ChallengeName, ChallengeResponses: responses } = request;
  const client = pool.clients.require(ClientId);
  const answer = challenges[ChallengeName];
  if (!answer) throw invalidParameter(`Challenge ${ChallengeName} is not supported.`);
  checkSecretHash(client, required(responses, 'USERNAME'), responses.SECRET_HASH);
  return answer({
    pool,
    client,
    responses,
    session: request.Session,
    deviceKey: responses.DEVICE_KEY || undefined,
    clientMetadata: request.ClientMetadata,
  });
}

export const respondToAuthChallenge = publicOperation({
  name: 'RespondToAuthChallenge',
  notModelled: 'Passkeys',
  input,
  handle: respond,
});

export const adminRespondToAuthChallenge = adminOperation({
  name: 'AdminRespondToAuthChallenge',
  notModelled: 'Passkeys',
  input: v.object({ UserPoolId: userPoolId, ...members }),
  handle: respond,
});
