import { ChallengeRequiredError } from '../errors/challenge.js';
import { mfaSetup } from './mfa-setup.js';
import * as proofs from './proofs.js';
import * as questions from './questions.js';

const byHandler = questions.byHandler;

type Responders = Readonly<Record<string, questions.Responder>>;

/** Those that ask nobody: they answer from the password or the device's secret, as often as they are asked. */
const provers: Responders = {
  PASSWORD_VERIFIER: proofs.passwordVerifier,
  PASSWORD: proofs.password,
  PASSWORD_SRP: proofs.passwordSrp,
  DEVICE_SRP_AUTH: proofs.deviceSrpAuth,
  DEVICE_PASSWORD_VERIFIER: proofs.devicePasswordVerifier,
};

/** What responds to which challenge. Supporting another challenge means adding a line. */
const responders: Responders = {
  ...provers,
  SOFTWARE_TOKEN_MFA: byHandler(questions.softwareTokenMfa),
  SMS_MFA: byHandler(questions.smsMfa),
  EMAIL_OTP: byHandler(questions.emailOtp),
  SMS_OTP: byHandler(questions.smsOtp),
  NEW_PASSWORD_REQUIRED: byHandler(questions.newPassword),
  SELECT_MFA_TYPE: byHandler(questions.selectMfaType),
  SELECT_CHALLENGE: byHandler(questions.selectChallenge),
  CUSTOM_CHALLENGE: byHandler(questions.customChallenge),
  MFA_SETUP: mfaSetup,
};

/** An unknown challenge is shown to the caller, who may still respond to it. */
const unknownChallenge: questions.Responder = async challenge => {
  throw new ChallengeRequiredError(challenge);
};

/** Whether a challenge is answered by a proof of what is known here. */
export const isProof = (name: string): boolean => Object.hasOwn(provers, name);

/** What responds to a challenge, by Cognito's name for it. */
export const responderTo = (name: string): questions.Responder =>
  (Object.hasOwn(responders, name) && responders[name]) || unknownChallenge;
