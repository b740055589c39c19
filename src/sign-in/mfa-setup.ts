import { associateSoftwareToken, verifySoftwareToken } from '../account/software-token.js';
import { type Challenge, MfaSetupRequiredError } from '../errors/challenge.js';
import { EnableSoftwareTokenMfaError } from '../errors/service.js';
import { type Answer, type Answerer, listIn } from './answers.js';
import { MAX_ATTEMPTS, type MfaSetupPrompt, type MfaSetupReply } from './handlers.js';
import type { SignIn } from './sign-in.js';

/** MFA_SETUP: enrols an authenticator, or an e-mail address for codes, in the middle of a sign-in. */
export const mfaSetup: Answerer = async (challenge, signIn) => {
  const { onMfaSetup } = signIn.handlers;
  if (!onMfaSetup) throw new MfaSetupRequiredError(challenge, 'respondToMfaSetup()');
  const { prompt, associated } = await setupPrompt(challenge, signIn);
  for (let attempt = 1; ; attempt++) {
    const reply = await onMfaSetup({ ...prompt, attempt });
    try {
      return await mfaSetupAnswer(reply, associated, signIn);
    } catch (error) {
      if (!(error instanceof EnableSoftwareTokenMfaError) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
};

/** The challenge after its secret was associated: AssociateSoftwareToken replaces the session. */
async function setupPrompt(
  challenge: Challenge,
  signIn: SignIn,
): Promise<{ prompt: Omit<MfaSetupPrompt, 'attempt'>; associated: Challenge }> {
  const choices = listIn(challenge.parameters.MFAS_CAN_SETUP);
  if (!choices.includes('SOFTWARE_TOKEN_MFA'))
    return { prompt: { challenge, choices }, associated: challenge };
  const { secretCode, uri, associated } = await associateForChallenge(challenge, signIn);
  return { prompt: { challenge: associated, choices, secretCode, uri }, associated };
}

/** AssociateSoftwareToken with the challenge's session, for an enrolment by hand. */
export async function associateForChallenge(
  challenge: Challenge,
  { pool, options }: SignIn,
  issuer?: string,
) {
  const label = { username: options.username, issuer };
  const { session, ...token } = await associateSoftwareToken(
    pool,
    { Session: challenge.session },
    label,
    options,
  );
  return { ...token, associated: { ...challenge, ...(session && { session }) } };
}

/** The answer to MFA_SETUP is the session of a verified authenticator, or the address to send codes to. */
export async function mfaSetupAnswer(
  reply: MfaSetupReply,
  { session }: Challenge,
  signIn: SignIn,
): Promise<Answer> {
  if ('email' in reply) return { responses: { EMAIL: reply.email } };
  return {
    responses: {},
    session: await verifySoftwareToken(signIn.pool, { Session: session }, reply, signIn.options),
  };
}
