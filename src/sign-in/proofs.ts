import { ChallengeRequiredError, PasswordRequiredError } from '../errors/challenge.js';
import { proveDevice, provePassword } from '../srp/client-steps.js';
import { inTime } from '../srp/platform.js';
import { formatTimestamp } from '../srp/timestamp.js';
import { passwordOf } from './flows.js';
import type { Responder } from './questions.js';
import type { SignIn } from './sign-in.js';

type Parameters = Readonly<Record<string, string>>;

/** What a proof is made of on both sides: the service's parameters, our key pair and the service's time. */
const exchange = ({ SALT = '', SRP_B = '', SECRET_BLOCK = '' }: Parameters, signIn: SignIn) => ({
  ephemeral: signIn.ephemeral,
  salt: SALT,
  srpB: SRP_B,
  secretBlock: SECRET_BLOCK,
  timestamp: formatTimestamp(signIn.timeOfProof()),
});

const claim = ({ secretBlock, timestamp }: ReturnType<typeof exchange>, signature: string) => ({
  responses: {
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  },
});

/** PASSWORD_VERIFIER: proves the password without sending it (RFC 5054 as Cognito speaks it). */
export const passwordVerifier: Responder = async ({ parameters, username }, signIn) => {
  const parts = exchange(parameters, signIn);
  const { poolName } = signIn.api.config;
  const password = passwordOf(signIn);
  const signing = provePassword(signIn.srp, { ...parts, poolName, userIdForSrp: username, password });
  return claim(parts, await inTime(signing));
};

/** DEVICE_SRP_AUTH: begins a second proof, of the device's secret. */
export const deviceSrpAuth: Responder = async (challenge, signIn) => {
  if (!signIn.device) throw new ChallengeRequiredError(challenge);
  return { responses: { SRP_A: signIn.renewEphemeral().srpA } };
};

/** DEVICE_PASSWORD_VERIFIER: proves the secret that the device was given when it was confirmed. */
export const devicePasswordVerifier: Responder = async (challenge, signIn) => {
  if (!signIn.device) throw new ChallengeRequiredError(challenge);
  const parts = exchange(challenge.parameters, signIn);
  return claim(parts, await inTime(proveDevice(signIn.srp, { ...parts, ...signIn.device })));
};

/** PASSWORD: USER_AUTH settled on sending the password. */
export const password: Responder = async (challenge, signIn) => {
  if (!signIn.password) throw new PasswordRequiredError(challenge);
  return { responses: { PASSWORD: signIn.password } };
};

/** PASSWORD_SRP: USER_AUTH settled on proving it. */
export const passwordSrp: Responder = async (challenge, signIn) => {
  if (!signIn.password) throw new PasswordRequiredError(challenge, 'initiateUserAuth({ password })');
  return { responses: { SRP_A: signIn.ephemeral.srpA } };
};
