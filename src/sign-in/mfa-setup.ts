import { assertCodeAccepted, type SoftwareToken, softwareTokenFrom } from '../api/software-token.js';
import { type Challenge, MfaSetupRequiredError } from '../errors/challenge.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { EnableSoftwareTokenMfaError } from '../errors/service.js';
import { text } from '../internal/options.js';
import { MAX_ATTEMPTS, type MfaSetupPrompt, type MfaSetupReply } from './handlers.js';
import { type ChallengeResponse, listIn, type Responder } from './questions.js';
import type { SignIn } from './sign-in.js';

/** MFA_SETUP: enrols an authenticator, or an e-mail address for codes, in the middle of a sign-in. */
export const mfaSetup: Responder = async (challenge, signIn) => {
  const { onMfaSetup } = signIn.handlers;
  if (!onMfaSetup) throw new MfaSetupRequiredError(challenge, 'respondToMfaSetup()');
  const { prompt, associated } = await setupPrompt(challenge, signIn);
  for (let attempt = 1; ; attempt++) {
    const reply = await signIn.ask(() => onMfaSetup({ ...prompt, attempt }));
    try {
      return await mfaSetupResponse(reply, associated, signIn);
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
  { api, username, call, route }: SignIn,
  issuer?: string,
): Promise<SoftwareToken & { readonly associated: Challenge }> {
  const output = await api.call('AssociateSoftwareToken', { Session: challenge.session }, call, route);
  const associated = { ...challenge, ...(output.Session && { session: output.Session }) };
  return { ...softwareTokenFrom(output, { username, issuer }), associated };
}

/** The response to MFA_SETUP is the session of a verified authenticator, or the address to send codes to. */
export async function mfaSetupResponse(
  reply: MfaSetupReply,
  { session: Session }: Challenge,
  { api, call, route }: SignIn,
): Promise<ChallengeResponse> {
  if (typeof reply !== 'object' || reply === null)
    throw new InvalidOptionError('reply', 'must be an object with code or email');
  if ('email' in reply) return { responses: { EMAIL: text(reply.email, 'reply.email') } };
  const input = { Session, UserCode: text(reply.code, 'reply.code'), FriendlyDeviceName: reply.deviceName };
  const output = await api.call('VerifySoftwareToken', input, call, route);
  assertCodeAccepted(output);
  return { responses: {}, session: output.Session };
}
