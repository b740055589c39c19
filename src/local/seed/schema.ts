import * as v from 'valibot';
import { flag, nonEmpty, strictOptions, wholeNumber } from '../../internal/options.js';
import { VISIBLE } from '../state/user-names.js';

/**
 * The seed file: a pool, its app clients, groups and users. Names and shapes are the service's own where it has
 * them, and an unknown key stops the start.
 */

const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, `must be one of ${names.join(', ')}`);
const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, 'must be a list');
const matching = (pattern: RegExp, problem: string) => v.pipe(nonEmpty, v.regex(pattern, problem));

const contact = oneOf(['email', 'phone_number']);
const mfaFactor = oneOf(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
const DAY = 86_400;
/** Tokens may live for much less here than the service's five minutes, so that expiry can be tried. */
const tokenSeconds = wholeNumber(1, 3650 * DAY);
const client = strictOptions({
  // The service makes these itself, of letters and digits; here they may be written by hand.
  clientId: nonEmpty,
  clientName: v.optional(nonEmpty),
  clientSecret: v.optional(
    v.union(
      [nonEmpty, v.pipe(v.array(nonEmpty), v.minLength(1), v.maxLength(2))],
      'must be a secret, or a list of two while one replaces the other',
    ),
  ),
  ExplicitAuthFlows: v.optional(
    list(
      oneOf([
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
        'ADMIN_NO_SRP_AUTH',
        'CUSTOM_AUTH_FLOW_ONLY',
        'USER_PASSWORD_AUTH',
      ]),
    ),
  ),
  RefreshTokenRotation: v.optional(
    strictOptions({
      Feature: oneOf(['ENABLED', 'DISABLED']),
      RetryGracePeriodSeconds: v.optional(wholeNumber(0, 60)),
    }),
  ),
  AccessTokenValiditySeconds: v.optional(tokenSeconds),
  IdTokenValiditySeconds: v.optional(tokenSeconds),
  RefreshTokenValiditySeconds: v.optional(tokenSeconds),
  AuthSessionValidity: v.optional(wholeNumber(3, 15)),
  EnableTokenRevocation: v.optional(flag),
  PreventUserExistenceErrors: v.optional(oneOf(['ENABLED', 'LEGACY'])),
  ReadAttributes: v.optional(list(nonEmpty)),
  WriteAttributes: v.optional(list(nonEmpty)),
});

const visibleName = v.pipe(
  matching(VISIBLE, 'must be without spaces and control characters'),
  v.maxLength(128, 'must be at most 128 characters'),
);

const group = strictOptions({
  name: visibleName,
  description: v.optional(v.pipe(nonEmpty, v.maxLength(2048, 'must be at most 2048 characters'))),
  precedence: v.optional(wholeNumber(0, 2 ** 31 - 1)),
  roleArn: v.optional(nonEmpty),
});

export const userSchema = strictOptions({
  username: visibleName,
  password: v.optional(v.pipe(nonEmpty, v.maxLength(256, 'must be at most 256 characters'))),
  status: v.optional(
    oneOf(['CONFIRMED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED', 'EXTERNAL_PROVIDER']),
  ),
  enabled: v.optional(flag),
  attributes: v.optional(
    v.record(
      v.string(),
      v.pipe(
        v.string('must be a string: attributes are, numbers and true or false too'),
        v.maxLength(2048, 'must be at most 2048 characters'),
      ),
      'must be an object of names and values',
    ),
  ),
  groups: v.optional(list(nonEmpty)),
  totpSecret: v.optional(matching(/^[A-Z2-7]{16,}=*$/i, 'must be base32, at least 16 characters')),
  mfa: v.optional(list(mfaFactor)),
  preferredMfa: v.optional(mfaFactor),
});

const passwordPolicy = strictOptions({
  MinimumLength: v.optional(wholeNumber(6, 99)),
  RequireUppercase: v.optional(flag),
  RequireLowercase: v.optional(flag),
  RequireNumbers: v.optional(flag),
  RequireSymbols: v.optional(flag),
  PasswordHistorySize: v.optional(wholeNumber(0, 24)),
  TemporaryPasswordValidityDays: v.optional(wholeNumber(0, 365)),
});

export const seedSchema = strictOptions({
  userPoolId: v.optional(
    matching(/^[\w-]+_[0-9a-zA-Z]+$/, 'must be a user pool id, such as eu-west-1_Portcull1'),
  ),
  MfaConfiguration: v.optional(oneOf(['OFF', 'OPTIONAL', 'ON'])),
  /** The second factors that the pool has switched on. Default: SMS_MFA, SOFTWARE_TOKEN_MFA, and what its users have. */
  EnabledMfas: v.optional(list(mfaFactor)),
  UsernameAttributes: v.optional(list(contact)),
  AliasAttributes: v.optional(list(oneOf(['email', 'phone_number', 'preferred_username']))),
  AutoVerifiedAttributes: v.optional(list(contact)),
  UsernameConfiguration: v.optional(strictOptions({ CaseSensitive: flag })),
  DeviceConfiguration: v.optional(
    strictOptions({
      ChallengeRequiredOnNewDevice: v.optional(flag),
      DeviceOnlyRememberedOnUserPrompt: v.optional(flag),
    }),
  ),
  Policies: v.optional(
    strictOptions({
      PasswordPolicy: v.optional(passwordPolicy),
      SignInPolicy: v.optional(
        strictOptions({
          AllowedFirstAuthFactors: v.optional(list(oneOf(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']))),
        }),
      ),
    }),
  ),
  UserAttributeUpdateSettings: v.optional(
    strictOptions({ AttributesRequireVerificationBeforeUpdate: v.optional(list(contact)) }),
  ),
  AccountRecoverySetting: v.optional(
    strictOptions({
      RecoveryMechanisms: v.optional(
        list(
          strictOptions({
            Name: oneOf(['verified_email', 'verified_phone_number', 'admin_only']),
            Priority: wholeNumber(1, 2),
          }),
        ),
      ),
    }),
  ),
  /**
   * What CUSTOM_AUTH asks, one question after the other, each with its one right answer. A wrong answer ends the
   * sign-in. The challenge's `question` parameter carries the question.
   */
  customChallenges: v.optional(list(strictOptions({ question: nonEmpty, answer: nonEmpty }))),
  clients: v.optional(list(client)),
  groups: v.optional(list(group)),
  users: v.optional(list(userSchema)),
});

/** The seed as a program writes it. */
export type Seed = v.InferInput<typeof seedSchema>;
export type SeedClient = v.InferOutput<typeof client>;
export type SeedUser = v.InferOutput<typeof userSchema>;
/** A user as a program writes it. */
export type SeedUserInput = v.InferInput<typeof userSchema>;
