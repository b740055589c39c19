import { CognitoException } from '../internal/exception.js';
import type { PoolSettings } from './settings.js';

/** @throws InvalidPasswordException naming the first rule that `password` breaks. */
export function checkPasswordPolicy({ PasswordPolicy: policy }: PoolSettings, password: string): void {
  const rules: readonly [asked: boolean | undefined, met: boolean, problem: string][] = [
    [true, password.length >= (policy.MinimumLength ?? 8), 'Password not long enough'],
    [policy.RequireLowercase, /[a-z]/.test(password), 'Password must have lowercase characters'],
    [policy.RequireUppercase, /[A-Z]/.test(password), 'Password must have uppercase characters'],
    [policy.RequireNumbers, /\d/.test(password), 'Password must have numeric characters'],
    [
      policy.RequireSymbols,
      /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/.test(password),
      'Password must have symbol characters',
    ],
  ];
  const broken = rules.find(([asked, met]) => asked && !met);
  if (broken)
    throw new CognitoException(
      'InvalidPasswordException',
      `Password did not conform with policy: ${broken[2]}`,
    );
}
