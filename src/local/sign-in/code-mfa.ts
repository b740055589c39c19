import { equalInConstantTime, utf8 } from '../../internal/bytes.js';
import type { UserRecord } from '../state/user-record.js';
import { CONTACT, type CodeFactor } from './ask-code.js';
import { type Answerer, type SessionAnswer, sessionChallenge, wrongMfaCode } from './challenge.js';
import { afterLastFactor } from './finish.js';
import { refuseAlias } from './named-by-username.js';
import { required } from './parameters.js';

const codeChallenge = (factor: CodeFactor): Answerer =>
  sessionChallenge({
    name: factor,
    verify: answer => {
      const { data } = answer.session;
      if (!data.firstFactor) refuseAlias(answer);
      const code = required(answer.responses, `${factor}_CODE`);
      if (data.code === undefined || !equalInConstantTime(utf8(code), utf8(data.code)))
        throw wrongMfaCode({
          expected: `${factor}_CODE, the code that was sent for this Session`,
          sent: 'another code',
          secrets: { ...(data.code !== undefined && { expected: data.code }), sent: code },
        });
    },
    proceed: answer => afterLastFactor(answer, withContact(answer, factor)),
  });

/** The code proves the contact: the service counts it as verified from now on. */
function withContact({ pool, user, session }: SessionAnswer, factor: CodeFactor): UserRecord {
  const contact = CONTACT[factor];
  const { newEmail } = session.data;
  const attributes = {
    ...user.attributes,
    ...(newEmail !== undefined && { email: newEmail }),
    [`${contact}_verified`]: 'true',
  };
  const mfa = newEmail === undefined ? user.mfa : [...new Set([...user.mfa, 'EMAIL_OTP' as const])];
  return pool.users.change(user, { attributes, mfa });
}

export const answerSmsMfa = codeChallenge('SMS_MFA');
export const answerEmailOtp = codeChallenge('EMAIL_OTP');
export const answerSmsOtp = codeChallenge('SMS_OTP');
