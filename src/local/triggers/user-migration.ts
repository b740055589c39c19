import * as v from 'valibot';
import { CognitoException } from '../internal/exception.js';
import { callTrigger, flag, strings, type TriggerKind } from './call.js';
import {
  headOf,
  metadataOf,
  type Strings,
  type Trigger,
  type TriggerContext,
  type TriggerEvent,
} from './event.js';

export interface UserMigrationResponse {
  /** The attributes of the new user. Without them there is no such user. */
  userAttributes?: Readonly<Record<string, string>> | null | undefined;
  /** `CONFIRMED` by default, which keeps the password that was typed. */
  finalUserStatus?: 'CONFIRMED' | 'RESET_REQUIRED' | null | undefined;
  /** Without it the user is welcomed by a message. */
  messageAction?: 'SUPPRESS' | null | undefined;
  /** How they are welcomed; by SMS where it is left out. */
  desiredDeliveryMediums?: readonly ('SMS' | 'EMAIL')[] | null | undefined;
  /** Takes an alias away from the user who has it. */
  forceAliasCreation?: boolean | null | undefined;
}

/** Comes when no user has the name in a sign-in or the recovery of a password. Throwing refuses the call. */
export type UserMigrationEvent = TriggerEvent<
  'UserMigration_Authentication' | 'UserMigration_ForgotPassword',
  {
    /** As it was typed; absent in the recovery of a password. No other trigger sees one. */
    readonly password?: string;
    /** The `ClientMetadata` of InitiateAuth or AdminInitiateAuth. */
    readonly validationData: Strings | null;
  },
  UserMigrationResponse
>;

const userMigration: TriggerKind<UserMigrationResponse> = {
  name: 'UserMigration',
  response: v.object({
    userAttributes: v.nullish(strings),
    finalUserStatus: v.nullish(v.picklist(['CONFIRMED', 'RESET_REQUIRED'])),
    messageAction: v.nullish(v.picklist(['SUPPRESS'])),
    desiredDeliveryMediums: v.nullish(v.array(v.picklist(['SMS', 'EMAIL']))),
    forceAliasCreation: flag,
  }),
};

/** A name that no user of the pool has. */
export interface UnknownUser {
  readonly name: string;
  /** Absent in the recovery of a password. */
  readonly password?: string;
  readonly validationData?: Strings | undefined;
}

/**
 * Asks the pool's trigger for a user; an empty answer where it knows none either, or there is no trigger.
 * @throws what the trigger refuses with, and UserNotFoundException where it makes no sense, as the service says it.
 */
export async function runUserMigration(
  context: TriggerContext<'userMigration', Trigger<UserMigrationEvent>>,
  { name, password, validationData = {} }: UnknownUser,
): Promise<UserMigrationResponse> {
  const trigger = context.pool.triggers.userMigration;
  if (!trigger) return {};
  const recovers = password === undefined;
  const event: UserMigrationEvent = {
    ...headOf(context, name),
    triggerSource: recovers ? 'UserMigration_ForgotPassword' : 'UserMigration_Authentication',
    request: {
      ...(!recovers && { password }),
      validationData: Object.keys(validationData).length > 0 ? validationData : null,
      ...metadataOf(context),
    },
    response: {
      userAttributes: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
      forceAliasCreation: null,
    },
  };
  return callTrigger(userMigration, trigger, event).catch((error: unknown) => {
    if (!(error instanceof CognitoException) || error.type !== 'InvalidLambdaResponseException') throw error;
    throw new CognitoException(
      'UserNotFoundException',
      `Exception migrating user in app client ${event.callerContext.clientId}`,
    );
  });
}
