import type { ChallengeNameType, InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Seed } from 'portcullis/local';
import { createEphemeral, deviceProof, formatTimestamp } from 'portcullis/srp';
import { ada, adaWithTotp, PASSWORD, TOTP_SECRET } from '../../../helpers/pool.js';
import { refusal } from '../../../helpers/sdk.js';
import { totpCode } from '../../../helpers/totp.js';
import type { Door } from './door.js';
import { aString, incorrect, invalid, type Refusal, tooShort } from './row.js';
import { NEXT_PASSWORD, newDevice, otherThan, seed } from './world.js';

type Responses = Record<string, string>;

/** An answer, and the session it belongs to where that is not the challenge's. */
interface Reply {
  readonly responses: Responses;
  readonly Session?: string | undefined;
}

/** How one challenge comes to be asked, and answered. */
export interface ChallengeRow {
  readonly seed: Seed;
  open(door: Door): Promise<InitiateAuthResponse>;
  /** All that the challenge says. */
  readonly parameters: object;
  /** An answer that is refused, after which the session is as good as before. */
  wrong(door: Door, opened: InitiateAuthResponse): Responses;
  readonly refusal: Refusal;
  right(door: Door, opened: InitiateAuthResponse): Reply | Promise<Reply>;
  readonly next: ChallengeNameType | 'tokens';
  /** What the right answer gets at another app client; most often that the session is not theirs. */
  readonly elsewhere?: Refusal;
}

const clients = seed.clients;
const bob = { username: 'bob', password: PASSWORD };
const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const { srpA: SRP_A } = createEphemeral(random);

const byPassword = (door: Door) => door.begin('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD });
const byChoice = (PREFERRED_CHALLENGE?: string) => (door: Door) =>
  door.begin('USER_AUTH', { USERNAME: 'ada', ...(PREFERRED_CHALLENGE && { PREFERRED_CHALLENGE }) });
const latestCode = ({ pool }: Door): string => pool.messages.list().at(-1)?.code ?? '';

const wrongCode = refusal('CodeMismatchException', 'Invalid code or auth state for the user.');
const sentTo = (medium: 'SMS' | 'EMAIL') => ({
  CODE_DELIVERY_DELIVERY_MEDIUM: medium,
  CODE_DELIVERY_DESTINATION: medium === 'SMS' ? '+********9934' : 'a***@e***',
  USER_ID_FOR_SRP: 'ada',
});

/** A challenge whose answer is a code that was sent. */
const sentCode = (name: 'SMS_MFA' | 'SMS_OTP' | 'EMAIL_OTP') =>
  ({
    parameters: sentTo(name === 'EMAIL_OTP' ? 'EMAIL' : 'SMS'),
    wrong: door => ({ [`${name}_CODE`]: otherThan(latestCode(door)) }),
    refusal: wrongCode,
    right: door => ({ responses: { [`${name}_CODE`]: latestCode(door) } }),
    next: 'tokens',
  }) satisfies Partial<ChallengeRow>;

const withFactors = (...mfa: ('SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP')[]): Seed => ({
  clients,
  users: [{ ...ada, mfa, ...(mfa.includes('SOFTWARE_TOKEN_MFA') && { totpSecret: TOTP_SECRET }) }, bob],
});
const withChoice: Seed = {
  clients,
  users: [ada, bob],
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
};
const withDevices: Seed = { ...seed, users: [ada, bob] };

/** Ada's sign-in on a device that the pool remembers. */
async function openOnDevice(door: Door): Promise<InitiateAuthResponse> {
  const { confirmation, keys } = await newDevice(door);
  await door.sdk.confirmDevice(confirmation);
  door.device = keys;
  return door.begin('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD, DEVICE_KEY: keyOf(door) });
}

const keyOf = ({ device }: Door): string => device?.deviceKey ?? '';

/** Every challenge that the local pool asks, by the name that a test shows. */
export const challenges: Readonly<Record<string, ChallengeRow>> = {
  SMS_MFA: { seed: withFactors('SMS_MFA'), open: byPassword, ...sentCode('SMS_MFA') },
  'EMAIL_OTP as the second factor': {
    seed: withFactors('EMAIL_OTP'),
    open: byPassword,
    ...sentCode('EMAIL_OTP'),
  },
  'EMAIL_OTP as the first factor': {
    seed: withChoice,
    open: byChoice('EMAIL_OTP'),
    ...sentCode('EMAIL_OTP'),
  },
  SMS_OTP: { seed: withChoice, open: byChoice('SMS_OTP'), ...sentCode('SMS_OTP') },
  SOFTWARE_TOKEN_MFA: {
    seed: { clients, users: [adaWithTotp, bob] },
    open: byPassword,
    parameters: { USER_ID_FOR_SRP: 'ada' },
    wrong: () => ({ SOFTWARE_TOKEN_MFA_CODE: otherThan(totpCode(TOTP_SECRET)) }),
    refusal: refusal('CodeMismatchException', 'Invalid code received for user'),
    right: () => ({ responses: { SOFTWARE_TOKEN_MFA_CODE: totpCode(TOTP_SECRET) } }),
    next: 'tokens',
  },
  SELECT_MFA_TYPE: {
    seed: withFactors('SMS_MFA', 'SOFTWARE_TOKEN_MFA'),
    open: byPassword,
    parameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'ada' },
    wrong: () => ({ ANSWER: 'EMAIL_OTP' }),
    refusal: invalid(),
    right: () => ({ responses: { ANSWER: 'SMS_MFA' } }),
    next: 'SMS_MFA',
  },
  MFA_SETUP: {
    seed: { clients, users: [ada, bob], MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] },
    open: byPassword,
    parameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'ada' },
    wrong: () => ({}),
    refusal: invalid('User has not verified software token mfa'),
    right: async ({ sdk }, opened) => {
      const { SecretCode = '', Session } = await sdk.associateSoftwareToken({ Session: opened.Session });
      const verified = await sdk.verifySoftwareToken({ Session, UserCode: totpCode(SecretCode) });
      return { responses: {}, Session: verified.Session };
    },
    next: 'tokens',
  },
  NEW_PASSWORD_REQUIRED: {
    seed: { clients, users: [{ ...ada, status: 'FORCE_CHANGE_PASSWORD' }, bob] },
    open: byPassword,
    parameters: {
      USER_ID_FOR_SRP: 'ada',
      requiredAttributes: '[]',
      userAttributes: '{"email_verified":"true","email":"ada@example.com","phone_number":"+441234569934"}',
    },
    wrong: () => ({ NEW_PASSWORD: 'Short-1' }),
    refusal: tooShort,
    right: () => ({ responses: { NEW_PASSWORD: NEXT_PASSWORD, 'userAttributes.name': 'Ada' } }),
    next: 'tokens',
  },
  DEVICE_SRP_AUTH: {
    seed: withDevices,
    open: openOnDevice,
    parameters: { USERNAME: 'ada' },
    wrong: door => ({ DEVICE_KEY: keyOf(door), SRP_A: 'not a number' }),
    refusal: invalid(),
    right: door => ({ responses: { DEVICE_KEY: keyOf(door), SRP_A } }),
    next: 'DEVICE_PASSWORD_VERIFIER',
  },
  DEVICE_PASSWORD_VERIFIER: {
    seed: withDevices,
    open: async door => {
      const { Session } = await openOnDevice(door);
      const ephemeral = createEphemeral(random);
      door.ephemeral = ephemeral;
      const responses = { USERNAME: 'ada', DEVICE_KEY: keyOf(door), SRP_A: ephemeral.srpA };
      return door.answer({ ChallengeName: 'DEVICE_SRP_AUTH', Session, ChallengeResponses: responses });
    },
    parameters: {
      SALT: expect.stringMatching(/^[0-9a-f]+$/),
      SRP_B: expect.stringMatching(/^[0-9a-f]+$/),
      SECRET_BLOCK: aString,
      DEVICE_KEY: expect.stringMatching(/^eu-west-1_/),
      USERNAME: 'ada',
    },
    wrong: (door, opened) => ({ ...deviceClaim(door, opened), TIMESTAMP: 'now' }),
    refusal: invalid('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.'),
    right: (door, opened) => ({ responses: deviceClaim(door, opened) }),
    next: 'tokens',
    elsewhere: incorrect,
  },
  CUSTOM_CHALLENGE: {
    seed: { clients, users: [ada, bob], customChallenges: [{ question: 'Friend?', answer: 'mellon' }] },
    open: door => door.begin('CUSTOM_AUTH', { USERNAME: 'ada' }),
    parameters: { USERNAME: 'ada', question: 'Friend?' },
    wrong: () => ({}),
    refusal: invalid('Missing required parameter ANSWER'),
    right: () => ({ responses: { ANSWER: 'mellon' } }),
    next: 'tokens',
  },
  SELECT_CHALLENGE: {
    seed: withChoice,
    open: byChoice(),
    parameters: {},
    wrong: () => ({ ANSWER: 'PASSWORD', PASSWORD: NEXT_PASSWORD }),
    refusal: incorrect,
    right: () => ({ responses: { ANSWER: 'PASSWORD', PASSWORD } }),
    next: 'tokens',
  },
  PASSWORD: {
    seed: withChoice,
    open: byChoice('PASSWORD'),
    parameters: {},
    wrong: () => ({ PASSWORD: NEXT_PASSWORD }),
    refusal: incorrect,
    right: () => ({ responses: { PASSWORD } }),
    next: 'tokens',
  },
  PASSWORD_SRP: {
    seed: withChoice,
    open: byChoice('PASSWORD_SRP'),
    parameters: {},
    wrong: () => ({}),
    refusal: invalid('Missing required parameter SRP_A'),
    right: () => ({ responses: { SRP_A } }),
    next: 'PASSWORD_VERIFIER',
  },
};

/** The proof of Ada's device. */
function deviceClaim({ device, ephemeral }: Door, { ChallengeParameters = {} }: InitiateAuthResponse) {
  const { SALT: salt = '', SRP_B: srpB = '', SECRET_BLOCK: secretBlock = '' } = ChallengeParameters;
  const timestamp = formatTimestamp(Date.now());
  const proof = { ephemeral: ephemeral!, salt, srpB, secretBlock, timestamp, ...device! };
  return {
    DEVICE_KEY: device!.deviceKey,
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    PASSWORD_CLAIM_SIGNATURE: deviceProof(proof),
    TIMESTAMP: timestamp,
  };
}
