import { equalInConstantTime, utf8 } from '../../internal/bytes.js';
import { CognitoException } from '../exception.js';
import { randomDigits } from '../random.js';
import { maskContact, mediumOf } from '../state/delivery.js';
import type { UserRecord } from '../state/users.js';
import { type Answerer, ask, sessionChallenge } from './challenge.js';
import { complete } from './complete.js';
import { refuseAlias } from './named-by-username.js';
import { required } from './parameters.js';
import type { AuthResponse, SignIn } from './types.js';

/** The second factors that send a code, by the contact they send it to. */
const CONTACT = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email' } as const;
type CodeFactor = keyof typeof CONTACT;

const CODE_DIGITS = 6;

/** Sends a code and asks for it. It lives as long as its session. */
export function askCode(signIn: SignIn, user: UserRecord, factor: CodeFactor): AuthResponse {
  const { pool } = signIn;
  const medium = mediumOf(CONTACT[factor]);
  const to = user.attributes[CONTACT[factor]] ?? '';
  const code = randomDigits(pool.random, CODE_DIGITS);
  pool.outbox.send({ username: user.username, to, medium, reason: 'Authentication', code });
  const parameters = {
    CODE_DELIVERY_DELIVERY_MEDIUM: medium,
    CODE_DELIVERY_DESTINATION: maskContact(to),
    USER_ID_FOR_SRP: user.username,
  };
  return ask(signIn, user, factor, parameters, { code });
}

const codeChallenge = (factor: CodeFactor): Answerer =>
  sessionChallenge({
    name: factor,
    verify: answer => {
      refuseAlias(answer);
      const code = required(answer.responses, `${factor}_CODE`);
      if (!equalInConstantTime(utf8(code), utf8(answer.session.data.code ?? '')))
        throw new CognitoException('CodeMismatchException', 'Invalid code or auth state for the user.');
    },
    proceed: answer => {
      const { pool, user } = answer;
      // Whoever reads the code there has the contact: the service counts it as verified from now on.
      const attributes = { ...user.attributes, [`${CONTACT[factor]}_verified`]: 'true' };
      return complete(answer, pool.users.change(user, { attributes }));
    },
  });

export const answerSmsMfa = codeChallenge('SMS_MFA');
export const answerEmailOtp = codeChallenge('EMAIL_OTP');
