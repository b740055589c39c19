import * as v from 'valibot';
import { passwordProblem } from './password-rules.js';
import type { PoolSettings } from './pool-settings.js';

const text = v.optional(v.string(), '');

/** What people type as they read it, in groups. */
const grouped = v.pipe(
  text,
  v.transform(typed => typed.replace(/[\s().-]/g, '')),
);

/** The fields that forms have. */
export const fields = {
  name: v.pipe(text, v.trim(), v.nonEmpty('Enter your name'), v.maxLength(100, 'Use at most 100 characters')),
  email: v.pipe(
    text,
    v.trim(),
    v.email('Enter an e-mail address, such as ada@example.com'),
    v.maxLength(128, 'Use at most 128 characters'),
  ),
  phone: v.pipe(
    grouped,
    v.regex(/^\+[1-9]\d{6,14}$/, 'Enter the number with its country code, such as +44 1234 567890'),
  ),
  password: v.pipe(text, v.nonEmpty('Enter your password'), v.maxLength(256, 'Use at most 256 characters')),
  factor: v.pipe(text, v.picklist(['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'], 'Choose one')),
  code: v.pipe(grouped, v.regex(/^\d{6,8}$/, 'Enter the digits of the code')),
  /** A box that is ticked or not. */
  ticked: v.pipe(
    text,
    v.transform(value => value === 'on'),
  ),
  /** An id that a page of ours put into its form. */
  id: v.pipe(text, v.nonEmpty('Choose one'), v.maxLength(256, 'Choose one')),
};

/** A password to have from now on, by the pool's own policy. */
export const newPassword = ({ passwordPolicy }: PoolSettings) =>
  v.pipe(
    text,
    v.nonEmpty('Choose a password'),
    v.rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed && passwordProblem(passwordPolicy, dataset.value);
      if (message) addIssue({ message });
    }),
  );
