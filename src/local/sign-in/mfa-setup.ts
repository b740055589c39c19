import { invalidParameter } from '../exception.js';
import { sessionChallenge } from './challenge.js';
import { complete } from './complete.js';

/** Marks the session that VerifySoftwareToken returns; only that one answers MFA_SETUP. */
export const SOFTWARE_TOKEN_VERIFIED = { softwareTokenVerified: 'true' } as const;

export const answerMfaSetup = sessionChallenge({
  name: 'MFA_SETUP',
  verify: ({ session, user }) => {
    if (session.data.softwareTokenVerified !== SOFTWARE_TOKEN_VERIFIED.softwareTokenVerified)
      throw invalidParameter('User has not verified software token mfa');
    return user;
  },
  proceed: complete,
});
