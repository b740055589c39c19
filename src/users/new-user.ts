import type { AdminCreateUserCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { type AttributeMap, type Attributes, toAttributeList } from '../api/attributes.js';
import { checkAttributeMap, type NoMap } from '../api/user-attributes.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, flag, nonEmpty, strictOptions, stringMap } from '../internal/options.js';
import { custom, list, optional } from '../internal/schemas.js';

/** A user to create, or to invite once more. */
export interface NewUser<Map extends AttributeMap = NoMap> {
  /** An e-mail address or phone number in pools that use those as usernames. */
  readonly username: string;
  /** The user replaces it at the first sign-in. Without one Cognito generates it, and only the invitation contains it. */
  readonly temporaryPassword?: string | undefined;
  /** A password that stays: the user is `CONFIRMED`, and is sent no invitation. In place of `temporaryPassword`. */
  readonly password?: string | undefined;
  /** By Cognito's names, custom ones with their prefix, or by those of `attrMap`. */
  readonly attributes?: Attributes | undefined;
  readonly attrMap?: Map | undefined;
  /** `SUPPRESS` sends no invitation. `RESEND` creates no user: it invites an existing user again. */
  readonly messageAction?: 'RESEND' | 'SUPPRESS' | undefined;
  /** How the invitation goes out. Cognito's default: `SMS`. */
  readonly desiredDeliveryMediums?: readonly ('EMAIL' | 'SMS')[] | undefined;
  /** Takes the e-mail or phone alias away from another user who has it. Default false. */
  readonly forceAliasCreation?: boolean | undefined;
  /** Passed to the pre sign-up trigger, and not kept. */
  readonly validationData?: Attributes | undefined;
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

const medium = v.picklist(['EMAIL', 'SMS'], 'must be EMAIL or SMS');
const anyObject = custom<Attributes>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

const newUser = strictOptions({
  username: nonEmpty,
  temporaryPassword: optional(nonEmpty),
  password: optional(nonEmpty),
  attributes: optional(anyObject, {}),
  attrMap: optional(stringMap),
  messageAction: optional(v.picklist(['RESEND', 'SUPPRESS'], 'must be RESEND or SUPPRESS')),
  desiredDeliveryMediums: optional(list(medium, 'must be a list of EMAIL and SMS')),
  forceAliasCreation: optional(flag, false),
  validationData: optional(anyObject),
  clientMetadata: optional(stringMap),
});

/** What an invitation is about. A password that stays is not sent to anyone. */
const OF_INVITATIONS = ['temporaryPassword', 'messageAction', 'desiredDeliveryMediums'] as const;

/** AdminCreateUser's input, but for the pool. @throws {InvalidOptionError} naming the field at fault. */
export function createUserInput(
  user: NewUser<AttributeMap>,
): Omit<AdminCreateUserCommandInput, 'UserPoolId'> {
  const checked = check(newUser, user, 'user');
  checkAttributeMap(checked.attrMap);
  const needless = OF_INVITATIONS.find(name => checked[name] !== undefined);
  if (checked.password !== undefined && needless)
    throw new InvalidOptionError(
      `user.${needless}`,
      'is for an invitation; a user with a password gets none',
    );
  return {
    Username: checked.username,
    // The pool's policy judges it before the user is there.
    TemporaryPassword: checked.password ?? checked.temporaryPassword,
    UserAttributes: toAttributeList(checked.attributes, checked.attrMap, 'user.attributes'),
    MessageAction: checked.password === undefined ? checked.messageAction : 'SUPPRESS',
    DesiredDeliveryMediums: checked.desiredDeliveryMediums,
    ForceAliasCreation: checked.forceAliasCreation,
    ValidationData:
      checked.validationData && toAttributeList(checked.validationData, {}, 'user.validationData'),
    ClientMetadata: checked.clientMetadata,
  };
}
