import { assertCodeAccepted, type SoftwareToken, softwareTokenFrom } from '../api/software-token.js';
import { type Challenge, MfaSetupRequiredError } from '../errors/challenge.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { EnableSoftwareTokenMfaError } from '../errors/service.js';
import { check, nonEmpty, strictOptions, text } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { MAX_ATTEMPTS, type MfaSetupPrompt, type MfaSetupReply } from './handlers.js';
import { type ChallengeResponse, listIn, type Responder } from './questions.js';
import type { SignIn } from './sign-in.js';

/** MFA_SETUP: enrols an authenticator, or an e-mail address for codes, in the middle of a sign-in. */
export const mfaSetup: Responder = async (challenge, signIn) => {
  const { onMfaSetup } = signIn.handlers;
  if (!onMfaSetup) throw new MfaSetupRequiredError(challenge, 'respondToMfaSetup()');
  const enrolment = new Enrolment(challenge, signIn);
  for (let attempt = 1; ; attempt++) {
    const reply = await signIn.ask(() => onMfaSetup({ ...enrolment.prompt(), attempt }));
    try {
      return await enrolment.respond(reply);
    } catch (error) {
      if (!(error instanceof EnableSoftwareTokenMfaError) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
};

/** One enrolment by a handler. Its secret is fetched when it is wanted: that replaces the session of the challenge. */
class Enrolment {
  readonly #signIn: SignIn;
  #challenge: Challenge;
  #token: Promise<SoftwareToken> | undefined;

  constructor(challenge: Challenge, signIn: SignIn) {
    this.#challenge = challenge;
    this.#signIn = signIn;
  }

  prompt(): Omit<MfaSetupPrompt, 'attempt'> {
    return {
      challenge: this.#challenge,
      choices: listIn(this.#challenge.parameters.MFAS_CAN_SETUP),
      associate: options => {
        this.#token ??= this.#associate(check(associateOptions, options, 'options').issuer);
        return this.#token;
      },
    };
  }

  async respond(reply: MfaSetupReply): Promise<ChallengeResponse> {
    const { code } = Object(reply) as { readonly code?: unknown };
    if (code !== undefined && !this.#token)
      throw new InvalidOptionError(
        'reply.code',
        'belongs to no secret yet: call associate() of the prompt first',
      );
    return await mfaSetupResponse(reply, this.#challenge, this.#signIn);
  }

  async #associate(issuer: string | undefined): Promise<SoftwareToken> {
    try {
      const { associated, ...token } = await associateForChallenge(this.#challenge, this.#signIn, issuer);
      this.#challenge = associated;
      return token;
    } catch (error) {
      this.#token = undefined;
      throw error;
    }
  }
}

const associateOptions = optional(strictOptions({ issuer: optional(nonEmpty) }), {});

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
  { session }: Challenge,
  { api, call, route }: SignIn,
): Promise<ChallengeResponse> {
  if (typeof reply !== 'object' || reply === null)
    throw new InvalidOptionError('reply', 'must be an object with code or email');
  if ('email' in reply) return { responses: { EMAIL: text(reply.email, 'reply.email') }, session };
  const UserCode = text(reply.code, 'reply.code');
  const input = { Session: session, UserCode, FriendlyDeviceName: reply.deviceName };
  const output = await api.call('VerifySoftwareToken', input, call, route);
  assertCodeAccepted(output);
  return { responses: {}, session: output.Session };
}
