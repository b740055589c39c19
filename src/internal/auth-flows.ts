/** The ways of signing in that an app client has to allow, and renewal. */
export const AUTH_FLOWS = [
  'USER_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'CUSTOM_AUTH',
  'USER_AUTH',
  'REFRESH_TOKEN_AUTH',
] as const;

/** A way of signing in that the app client has to allow. */
export type AuthFlow = (typeof AUTH_FLOWS)[number];
