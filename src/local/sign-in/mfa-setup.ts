import { invalidParameter } from '../internal/exception.js';
import { releaseAliases } from '../state/aliases.js';
import { isEmail } from '../state/attributes.js';
import { askCode } from './ask-code.js';
import { type SessionAnswer, sessionChallenge } from './challenge.js';
import { afterLastFactor } from './finish.js';

/** Marks the session that VerifySoftwareToken returns; only that one answers MFA_SETUP without more. */
export const SOFTWARE_TOKEN_VERIFIED = { softwareTokenVerified: 'true' } as const;

/** The address that codes are to go to, where the answer is one. */
function newEmailIn({ pool, responses }: SessionAnswer): string | undefined {
  const { EMAIL: email } = responses;
  if (!email) return undefined;
  if (!pool.settings().mfaFactors.includes('EMAIL_OTP'))
    throw invalidParameter('Email MFA has not been enabled by the userPool');
  if (!isEmail(email)) throw invalidParameter('Invalid email address format.');
  releaseAliases(pool, { email, email_verified: 'true' }, false);
  return email;
}

/**
 * `MFA_SETUP`: a verified authenticator ends the sign-in; an e-mail address is sent a code, and counts once that came
 * back.
 */
export const answerMfaSetup = sessionChallenge({
  name: 'MFA_SETUP',
  verify: answer => {
    if (answer.session.data.softwareTokenVerified === SOFTWARE_TOKEN_VERIFIED.softwareTokenVerified)
      return undefined;
    const newEmail = newEmailIn(answer);
    if (newEmail === undefined) throw invalidParameter('User has not verified software token mfa');
    return newEmail;
  },
  proceed: async (answer, newEmail) =>
    newEmail === undefined
      ? afterLastFactor(answer, answer.user)
      : askCode(answer, answer.user, 'EMAIL_OTP', { newEmail }),
});
