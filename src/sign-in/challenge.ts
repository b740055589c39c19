import type { Route } from '../api/route.js';
import type { UnsignedApi } from '../api/unsigned-api.js';
import type { ApiConfig } from '../config/api-config.js';
import { HOME } from '../config/partitions.js';
import type { Challenge } from '../errors/challenge.js';
import { ConnectionError } from '../errors/connection.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { answerWith, anyString, check, nonEmpty, strictOptions, stringMap } from '../internal/options.js';
import { custom, list, optional } from '../internal/schemas.js';

const strings = list(anyString, 'must be an array');

const challengeSchema = strictOptions({
  version: custom<1>(version => version === 1, 'is of another version: start the sign-in again'),
  name: nonEmpty,
  userPoolId: nonEmpty,
  clientId: nonEmpty,
  username: nonEmpty,
  session: optional(anyString),
  parameters: stringMap,
  available: optional(strings),
  admin: optional(custom<true>(admin => admin === true, 'must be true or left out')),
  region: optional(nonEmpty),
});

/** A challenge as Cognito answers it: InitiateAuth or RespondToAuthChallenge, with any client. */
export interface CognitoChallenge {
  readonly ChallengeName?: string | undefined;
  readonly Session?: string | undefined;
  readonly ChallengeParameters?: Readonly<Record<string, string>> | undefined;
  readonly AvailableChallenges?: readonly string[] | undefined;
}

const cognitoChallenge = answerWith({
  ChallengeName: nonEmpty,
  Session: optional(anyString),
  ChallengeParameters: optional(stringMap),
  AvailableChallenges: optional(strings),
});

/**
 * Checks a challenge that came back from outside, as ours or as Cognito's.
 *
 * @param username Whose challenge it is, where it does not say so.
 * @throws {InvalidOptionError} when it is not one, belongs to another pool or app client, or names no user.
 */
export function checkChallenge(value: unknown, api: UnsignedApi, username: string | undefined): Challenge {
  if (!isCognitos(value)) return checkOwnChallenge(value, api.config);
  const before = { username: username ?? '', admin: false };
  const challenge = challengeFrom(check(cognitoChallenge, value, 'challenge'), api, before);
  if (challenge.username) return challenge;
  throw new InvalidOptionError('username', 'is missing: the challenge does not say whose it is');
}

/** An answer with tokens is one, too: what it lacks is said by Cognito's name. */
const isCognitos = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('ChallengeName' in value || 'AuthenticationResult' in value);

function checkOwnChallenge(value: unknown, config: ApiConfig): Challenge {
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
  output: CognitoChallenge,
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
  const available = output.AvailableChallenges;
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
