import { withoutUndefined } from '../../internal/without-undefined.js';
import { invalidParameter } from '../internal/exception.js';
import type { PoolMembers } from '../members/pool.js';
import { lambdasOf } from './lambda-config.js';
import { DEFAULT_PASSWORD_POLICY } from './settings.js';
import { requireTier } from './tier.js';

/**
 * A pool's configuration: what a definition says, and the service's defaults for what it leaves out.
 * @throws InvalidParameterException for members that contradict each other, FeatureUnavailableInTierException for what
 * the pool's tier does not have.
 */
export function poolConfiguration({ Policies, ...given }: PoolMembers) {
  const configuration = {
    ...given,
    ...messagesOf(given),
    PasswordPolicy: passwordPolicyOf(Policies, given),
    AllowedFirstAuthFactors: Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD' as const],
    ...(given.LambdaConfig && { LambdaConfig: lambdasOf(given.LambdaConfig) }),
  };
  const { PasswordPolicy, AllowedFirstAuthFactors, LambdaConfig, UserPoolAddOns } = configuration;
  if (PasswordPolicy.PasswordHistorySize) requireTier(given, 'Password history');
  if (AllowedFirstAuthFactors.length > 1) requireTier(given, 'Passwordless sign-in');
  const version = LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0';
  if (version !== 'V1_0') requireTier(given, 'Access token customization');
  if (UserPoolAddOns && UserPoolAddOns.AdvancedSecurityMode !== 'OFF')
    requireTier(given, 'Threat protection');
  return configuration;
}

type Given = Omit<PoolMembers, 'Policies'>;

/** `UnusedAccountValidityDays` is the older name of a temporary password's validity. */
function passwordPolicyOf(policies: PoolMembers['Policies'], { AdminCreateUserConfig }: Given) {
  const days = AdminCreateUserConfig?.UnusedAccountValidityDays;
  const asked = withoutUndefined(policies?.PasswordPolicy ?? {});
  if (days !== undefined && asked.TemporaryPasswordValidityDays !== undefined)
    throw invalidParameter(
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    );
  return {
    ...DEFAULT_PASSWORD_POLICY,
    ...(days !== undefined && { TemporaryPasswordValidityDays: days }),
    ...asked,
  };
}

/** The template and the members that were there before it say the same; either sets both. */
function messagesOf(given: Given) {
  const template = {
    DefaultEmailOption: 'CONFIRM_WITH_CODE' as const,
    ...withoutUndefined({
      SmsMessage: given.SmsVerificationMessage,
      EmailMessage: given.EmailVerificationMessage,
      EmailSubject: given.EmailVerificationSubject,
    }),
    ...withoutUndefined(given.VerificationMessageTemplate ?? {}),
  };
  const { SmsMessage, EmailMessage, EmailSubject } = template;
  return {
    VerificationMessageTemplate: template,
    ...(SmsMessage !== undefined && { SmsVerificationMessage: SmsMessage }),
    ...(EmailMessage !== undefined && { EmailVerificationMessage: EmailMessage }),
    ...(EmailSubject !== undefined && { EmailVerificationSubject: EmailSubject }),
  };
}
