import * as v from 'valibot';
import { kept, oneOf, text } from './shapes.js';

const ANY = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`;
const withCode = new RegExp(String.raw`^${ANY}\{####\}${ANY}$`, 'u');
const withLink = new RegExp(String.raw`^${ANY}\{##${ANY}##\}${ANY}$`, 'u');
const anything = new RegExp(`^${ANY}$`, 'u');

const smsWithCode = v.optional(text({ min: 6, max: 140, pattern: /^.*\{####\}.*$/s }));
const emailWithCode = v.optional(text({ min: 6, max: 20_000, pattern: withCode }));
const emailSubject = v.optional(text({ max: 140, pattern: anything }));

/** The texts of the messages that a pool sends. `{####}` stands for the code, `{username}` for the name. */
export const messageMembers = {
  SmsVerificationMessage: smsWithCode,
  EmailVerificationMessage: emailWithCode,
  EmailVerificationSubject: emailSubject,
  VerificationMessageTemplate: v.optional(
    v.object({
      SmsMessage: smsWithCode,
      EmailMessage: emailWithCode,
      EmailSubject: emailSubject,
      EmailMessageByLink: v.optional(kept(text({ min: 6, max: 20_000, pattern: withLink }))),
      EmailSubjectByLink: v.optional(kept(text({ max: 140, pattern: anything }))),
      DefaultEmailOption: v.optional(
        kept(oneOf(['CONFIRM_WITH_LINK', 'CONFIRM_WITH_CODE']), 'CONFIRM_WITH_CODE'),
      ),
    }),
  ),
  SmsAuthenticationMessage: smsWithCode,
};

export const inviteMessageTemplate = v.object({
  SMSMessage: v.optional(text({ min: 6, max: 140 })),
  EmailMessage: v.optional(text({ min: 6, max: 20_000, pattern: anything })),
  EmailSubject: emailSubject,
});

/** How an e-mail with the code of a second factor reads. */
export const emailMfaMessage = v.object({ Message: emailWithCode, Subject: emailSubject });
export const smsMfaMessage = smsWithCode;
