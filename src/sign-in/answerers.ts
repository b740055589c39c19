import { ChallengeRequiredError } from '../errors/challenge.js';
import * as answers from './answers.js';
import { mfaSetup } from './mfa-setup.js';
import * as proofs from './proofs.js';

const { asked } = answers;

/** Who answers which challenge. Supporting another challenge means adding a line. */
const answerers: Readonly<Record<string, answers.Answerer>> = {
  PASSWORD_VERIFIER: proofs.passwordVerifier,
  PASSWORD: proofs.password,
  PASSWORD_SRP: proofs.passwordSrp,
  DEVICE_SRP_AUTH: proofs.deviceSrpAuth,
  DEVICE_PASSWORD_VERIFIER: proofs.devicePasswordVerifier,
  SOFTWARE_TOKEN_MFA: asked(answers.softwareTokenMfa),
  SMS_MFA: asked(answers.smsMfa),
  EMAIL_OTP: asked(answers.emailOtp),
  SMS_OTP: asked(answers.smsOtp),
  NEW_PASSWORD_REQUIRED: asked(answers.newPassword),
  SELECT_MFA_TYPE: asked(answers.selectMfaType),
  SELECT_CHALLENGE: asked(answers.selectChallenge),
  CUSTOM_CHALLENGE: asked(answers.customChallenge),
  MFA_SETUP: mfaSetup,
};

/** A challenge that nobody here knows is shown to the caller, who may still answer it. */
const unknownChallenge: answers.Answerer = async challenge => {
  throw new ChallengeRequiredError(challenge);
};

/** The answerer of a challenge, by Cognito's name for it. */
export const answererOf = (name: string): answers.Answerer =>
  (Object.hasOwn(answerers, name) && answerers[name]) || unknownChallenge;
