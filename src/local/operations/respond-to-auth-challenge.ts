import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import { challenges } from '../sign-in/challenges.js';
import { required } from '../sign-in/parameters.js';
import { checkSecretHash } from '../state/secret-hash.js';
import { operation } from './definition.js';
import { clientId, map, oneOf, session } from './schemas.js';

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
export const reply = {
  ClientId: clientId,
  ChallengeName: oneOf(CHALLENGE_NAMES),
  Session: v.optional(session),
  ChallengeResponses: v.optional(map(), {}),
  ClientMetadata: v.optional(map()),
};
const replySchema = v.object(reply);

/** Takes the answer to whoever asked. @throws InvalidParameterException for a challenge that is not served. */
export function respond(input: v.InferOutput<typeof replySchema>, pool: Pool) {
  const { ClientId, ChallengeName, ChallengeResponses: responses } = input;
  const client = pool.clients.require(ClientId);
  const answer = challenges[ChallengeName];
  if (!answer) throw invalidParameter(`Challenge ${ChallengeName} is not supported.`);
  checkSecretHash(client, required(responses, 'USERNAME'), responses.SECRET_HASH);
  return answer({
    pool,
    client,
    responses,
    session: input.Session,
    deviceKey: responses.DEVICE_KEY || undefined,
    clientMetadata: input.ClientMetadata,
  });
}

export const respondToAuthChallenge = operation({
  name: 'RespondToAuthChallenge',
  access: 'public',
  notModelled: 'Passkeys',
  input: replySchema,
  handle: respond,
});
