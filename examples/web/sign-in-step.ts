import type { TokenSet } from 'portcullis';
import { type Challenge, ChallengeRequiredError } from 'portcullis/errors';
import { onTheWay, wanted } from './addresses.js';
import type { WebContext } from './env.js';

/** The page that answers each challenge. */
const PAGES: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: '/sign-in/code',
  SMS_MFA: '/sign-in/code',
  EMAIL_OTP: '/sign-in/code',
  SELECT_MFA_TYPE: '/sign-in/factor',
  NEW_PASSWORD_REQUIRED: '/sign-in/new-password',
  MFA_SETUP: '/sign-in/authenticator',
};

/** Takes a step of a sign-in, then redirects to the requested page or to the page of the next challenge. */
export async function takeStep(context: WebContext, step: () => Promise<TokenSet>): Promise<Response> {
  const { session } = context.var;
  try {
    await session.signIn(await step());
    return context.redirect(wanted(context.req.query('next')), 303);
  } catch (error) {
    if (!(error instanceof ChallengeRequiredError)) throw error;
    const page = PAGES[error.challenge.name];
    if (!page) throw error;
    await session.ask(error.challenge);
    return context.redirect(onTheWay(context, page), 303);
  }
}

/** No sign-in waits for this page: it was finished, or never started here. */
export class NothingPendingError extends Error {}

/**
 * The challenge that a page answers.
 *
 * @throws {NothingPendingError} when the sign-in waits for something else, or for nothing.
 */
export function pending({ req }: WebContext, challenge: Challenge | undefined): Challenge {
  if (!challenge || PAGES[challenge.name] !== req.path) throw new NothingPendingError();
  return challenge;
}
