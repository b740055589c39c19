import { check, oneOf, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { type AuthenticateOptions, authenticateEntries } from './options.js';

/** How to sign in with AWS credentials. */
export interface AdminAuthenticateOptions extends AuthenticateOptions {
  /**
   * Default `ADMIN_USER_PASSWORD_AUTH`. `ADMIN_NO_SRP_AUTH` is its old name; `USER_SRP_AUTH` proves the password
   * instead of sending it.
   */
  readonly flow?: 'ADMIN_USER_PASSWORD_AUTH' | 'ADMIN_NO_SRP_AUTH' | 'USER_SRP_AUTH' | undefined;
}

const ADMIN_FLOWS = ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH', 'USER_SRP_AUTH'] as const;

const adminOptions = strictOptions({
  ...authenticateEntries,
  flow: optional(oneOf(...ADMIN_FLOWS), 'ADMIN_USER_PASSWORD_AUTH'),
});

/** @throws {InvalidOptionError} naming the option at fault. */
export const checkAdminAuthenticate = (options: AdminAuthenticateOptions = {}) =>
  check(adminOptions, options, 'options') as AuthenticateOptions & {
    readonly flow: (typeof ADMIN_FLOWS)[number];
  };
