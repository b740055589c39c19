import type {
  InitiateAuthCommandOutput,
  RespondToAuthChallengeCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import type { Route } from '../api/route.js';
import type { UnsignedApi } from '../api/unsigned-api.js';
import type { ApiConfig } from '../config/api-config.js';
import { HOME } from '../config/partitions.js';
import type { Challenge } from '../errors/challenge.js';
import { ConnectionError } from '../errors/connection.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, nonEmpty, strictOptions, stringMap } from '../internal/options.js';

const challengeSchema = strictOptions({
  version: v.literal(1, 'is of another version: start the sign-in again'),
  name: nonEmpty,
  userPoolId: nonEmpty,
  clientId: nonEmpty,
  username: nonEmpty,
  session: v.optional(v.string('must be a string')),
  parameters: stringMap,
  available: v.optional(v.array(v.string('must be a string'), 'must be an array')),
  admin: v.optional(v.literal(true, 'must be true or left out')),
  region: v.optional(nonEmpty),
});

/**
 * Checks a challenge that came back from outside.
 *
 * @throws {InvalidOptionError} when it is not one, or belongs to another pool or app client.
 */
export function checkChallenge(value: unknown, config: ApiConfig): Challenge {
  const challenge = check(challengeSchema, value, 'challenge');
  for (const field of ['userPoolId', 'clientId'] as const)
    if (challenge[field] !== config[field])
      throw new InvalidOptionError(
        `challenge.${field}`,
        `belongs to another ${field}; here it is ${config[field]}`,
      );
  return challenge as Challenge;
}

/** What Cognito asks next. @throws {ConnectionError} with `UNREADABLE_ANSWER` when it asks nothing. */
export function challengeFrom(
  output: InitiateAuthCommandOutput | RespondToAuthChallengeCommandOutput,
  { config, address }: UnsignedApi,
  before: Route & { readonly username: string; readonly admin: boolean },
): Challenge {
  if (!output.ChallengeName)
    throw new ConnectionError(
      'UNREADABLE_ANSWER',
      `${address} answered with neither tokens nor a challenge`,
      address,
    );
  const parameters = output.ChallengeParameters ?? {};
  const available = 'AvailableChallenges' in output ? output.AvailableChallenges : undefined;
  return {
    version: 1,
    name: output.ChallengeName,
    userPoolId: config.userPoolId,
    clientId: config.clientId ?? '',
    username: parameters.USER_ID_FOR_SRP ?? parameters.USERNAME ?? before.username,
    ...(output.Session && { session: output.Session }),
    parameters,
    ...(available?.length && { available }),
    ...(before.admin && { admin: true as const }),
    ...(before.region && before.region !== HOME && { region: before.region }),
  };
}
