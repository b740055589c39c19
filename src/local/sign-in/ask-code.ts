import { sendMessage } from '../account/send-message.js';
import { simulatedAddress } from '../account/simulated-delivery.js';
import { randomDigits } from '../internal/random.js';
import { maskContact, mediumOf } from '../state/delivery.js';
import type { UserRecord } from '../state/user-record.js';
import { ask } from './challenge.js';
import { srpSubject } from './identify.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';

/** The challenges that send a code, by the contact they send it to. `EMAIL_OTP` is a first or a second factor. */
export const CONTACT = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email', SMS_OTP: 'phone_number' } as const;
export type CodeFactor = keyof typeof CONTACT;

const SECOND_FACTOR_DIGITS = 6;
const FIRST_FACTOR_DIGITS = 8;

/** What a code is for, where it is not a second factor that the user has. */
interface CodePurpose {
  /** It signs in by itself. */
  readonly firstFactor?: 'true';
  /** The e-mail address that becomes a second factor when its code is right. */
  readonly newEmail?: string;
}

/** Sends a code and asks for it. It lives as long as its session. */
export async function askCode(
  signIn: AuthRequest,
  user: UserRecord,
  factor: CodeFactor,
  purpose: CodePurpose = {},
): Promise<AuthResponse> {
  const { random } = signIn.pool;
  const to = purpose.newEmail ?? user.attributes[CONTACT[factor]] ?? '';
  const code = randomDigits(random, purpose.firstFactor ? FIRST_FACTOR_DIGITS : SECOND_FACTOR_DIGITS);
  const { username } = user;
  const message = { to, medium: mediumOf(CONTACT[factor]), reason: 'Authentication' } as const;
  await sendMessage(signIn, user, { ...message, code: () => code });
  return ask(signIn, user, factor, parametersOf(factor, to, username), { ...purpose, code });
}

/** Seems to send a code to a user who does not exist. No answer to it is right. */
export function askSimulatedCode(signIn: AuthRequest, name: string, factor: CodeFactor): AuthResponse {
  const { username } = srpSubject(signIn.pool, name, undefined);
  const to = simulatedAddress(signIn.pool, name, CONTACT[factor]);
  return ask(signIn, { username }, factor, parametersOf(factor, to, username), { unknownName: name });
}

const parametersOf = (factor: CodeFactor, to: string, username: string): Parameters => ({
  CODE_DELIVERY_DELIVERY_MEDIUM: mediumOf(CONTACT[factor]),
  CODE_DELIVERY_DESTINATION: maskContact(to),
  USER_ID_FOR_SRP: username,
});
