import * as v from 'valibot';
import { CognitoException } from '../internal/exception.js';
import type { Attributes } from '../state/attributes.js';
import { callTrigger, flag, type TriggerKind } from './call.js';
import {
  type AboutUser,
  headOf,
  metadataOf,
  type Strings,
  type Trigger,
  type TriggerContext,
  type TriggerEvent,
} from './event.js';

export interface PreSignUpResponse {
  /** The user needs no code to be confirmed. */
  autoConfirmUser?: boolean | null | undefined;
  autoVerifyEmail?: boolean | null | undefined;
  autoVerifyPhone?: boolean | null | undefined;
}

/**
 * Comes before a new user is kept. Throwing refuses the user; what it answers counts for SignUp only. There is no
 * `sub` and no status yet.
 */
export type PreSignUpEvent = TriggerEvent<
  'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser',
  AboutUser & {
    /** The call's `ValidationData`. */
    readonly validationData: Strings | null;
  },
  PreSignUpResponse
>;

const preSignUp: TriggerKind<PreSignUpResponse> = {
  name: 'PreSignUp',
  response: v.object({ autoConfirmUser: flag, autoVerifyEmail: flag, autoVerifyPhone: flag }),
};

interface NewUser {
  readonly username: string;
  readonly attributes: Attributes;
  readonly validationData?: Strings | undefined;
}

/** Lets the pool's trigger look at a new user. @throws what the trigger refuses with */
export async function runPreSignUp(
  context: TriggerContext<'preSignUp', Trigger<PreSignUpEvent>>,
  triggerSource: PreSignUpEvent['triggerSource'],
  { username, attributes, validationData = {} }: NewUser,
): Promise<PreSignUpResponse> {
  const trigger = context.pool.triggers.preSignUp;
  if (!trigger) return {};
  return callTrigger<PreSignUpResponse, PreSignUpEvent>(preSignUp, trigger, {
    ...headOf(context, username),
    triggerSource,
    request: {
      userAttributes: { ...attributes },
      validationData: Object.keys(validationData).length > 0 ? validationData : null,
      ...metadataOf(context),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
}

/**
 * The attributes that come out verified by a trigger's answer.
 * @throws InvalidLambdaResponseException for a contact that the user does not have.
 */
export function verifiedBy(
  { autoVerifyEmail, autoVerifyPhone }: PreSignUpResponse,
  attributes: Attributes,
): Attributes {
  const contacts = [...(autoVerifyEmail ? ['email'] : []), ...(autoVerifyPhone ? ['phone_number'] : [])];
  const missing = contacts.find(contact => !attributes[contact]);
  if (missing !== undefined)
    throw new CognitoException(
      'InvalidLambdaResponseException',
      `The user has no ${missing} to be auto-verified`,
    );
  return Object.fromEntries(contacts.map(contact => [`${contact}_verified`, 'true']));
}
