import { CognitoException, invalidParameter } from '../exception.js';
import { regionOf } from '../state/settings.js';
import type { UserRecord } from '../state/users.js';
import type { AuthTriggers, Trigger } from '../triggers.js';
import type { SignIn } from './types.js';

/** @throws InvalidParameterException where the pool has none. */
export function requireTriggers({ pool }: SignIn): AuthTriggers {
  if (!pool.triggers)
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  return pool.triggers;
}

interface Subject {
  readonly username: string;
  readonly user: UserRecord | undefined;
}

/** What every event of a sign-in says of who signs in and where. */
export function eventFor({ pool, client, clientMetadata }: SignIn, { username, user }: Subject) {
  const settings = pool.settings();
  const known = user && { sub: user.sub, 'cognito:user_status': user.status, ...user.attributes };
  return {
    version: '1',
    region: regionOf(settings),
    userPoolId: settings.Id,
    userName: username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.ClientId },
    about: {
      userAttributes: known ?? {},
      ...(clientMetadata && Object.keys(clientMetadata).length > 0 && { clientMetadata }),
      ...(!user && { userNotFound: true }),
    },
  };
}

/**
 * Calls a trigger and returns the response that it gave.
 *
 * @throws UserLambdaValidationException with what the trigger threw, InvalidLambdaResponseException for no event.
 */
export async function callTrigger<Event extends { response: object }>(
  name: string,
  trigger: Trigger<Event>,
  event: Event,
): Promise<Event['response']> {
  const answered = await Promise.resolve(event)
    .then(trigger)
    .catch((cause: unknown) => {
      const text = cause instanceof Error ? cause.message : String(cause);
      throw new CognitoException('UserLambdaValidationException', `${name} failed with error ${text}.`);
    });
  const response: unknown = Object(answered).response;
  if (typeof response !== 'object' || response === null) throw unrecognizable();
  return response;
}

/** What the service says of a trigger's answer that makes no sense. */
export const unrecognizable = () =>
  new CognitoException('InvalidLambdaResponseException', 'Unrecognizable lambda output');
