import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import type { Answerer } from './challenge.js';
import { answerEmailOtp, answerSmsMfa } from './code-mfa.js';
import { answerMfaSetup } from './mfa-setup.js';
import { answerNewPassword } from './new-password.js';
import { answerPasswordVerifier } from './password-verifier.js';
import { answerSelectMfaType } from './select-mfa-type.js';
import { answerSoftwareTokenMfa } from './software-token-mfa.js';

/** Who answers what. A challenge that is not here is not served. */
export const challenges: Partial<Record<ChallengeNameType, Answerer>> = {
  EMAIL_OTP: answerEmailOtp,
  MFA_SETUP: answerMfaSetup,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  PASSWORD_VERIFIER: answerPasswordVerifier,
  SELECT_MFA_TYPE: answerSelectMfaType,
  SMS_MFA: answerSmsMfa,
  SOFTWARE_TOKEN_MFA: answerSoftwareTokenMfa,
};
