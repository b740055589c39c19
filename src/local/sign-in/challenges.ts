import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import type { Answerer } from './challenge.js';
import { answerEmailOtp, answerSmsMfa, answerSmsOtp } from './code-mfa.js';
import { answerCustomChallenge } from './custom-auth.js';
import { answerDevicePasswordVerifier } from './device-password-verifier.js';
import { answerDeviceSrpAuth } from './device-srp-auth.js';
import { answerMfaSetup } from './mfa-setup.js';
import { answerNewPassword } from './new-password.js';
import { answerPasswordVerifier } from './password-verifier.js';
import { answerSelectMfaType } from './select-mfa-type.js';
import { answerSoftwareTokenMfa } from './software-token-mfa.js';
import { answerPassword, answerPasswordSrp, answerSelectChallenge } from './user-auth.js';

/** Who answers what. A challenge that is not here is not served. */
export const challenges: Partial<Record<ChallengeNameType, Answerer>> = {
  CUSTOM_CHALLENGE: answerCustomChallenge,
  DEVICE_PASSWORD_VERIFIER: answerDevicePasswordVerifier,
  DEVICE_SRP_AUTH: answerDeviceSrpAuth,
  EMAIL_OTP: answerEmailOtp,
  MFA_SETUP: answerMfaSetup,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  PASSWORD: answerPassword,
  PASSWORD_SRP: answerPasswordSrp,
  PASSWORD_VERIFIER: answerPasswordVerifier,
  SELECT_CHALLENGE: answerSelectChallenge,
  SELECT_MFA_TYPE: answerSelectMfaType,
  SMS_MFA: answerSmsMfa,
  SMS_OTP: answerSmsOtp,
  SOFTWARE_TOKEN_MFA: answerSoftwareTokenMfa,
};
