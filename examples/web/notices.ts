const NOTICES = {
  'authenticator-on': 'Your authenticator is set up. From now on, signing in asks for its code.',
  confirmed: 'Your account is confirmed. Sign in to go on.',
  'not-confirmed': 'Your account is not confirmed yet. Enter the code from our e-mail, or ask for a new one.',
  'code-sent': 'If the account still needs a code, we have sent a new one. The earlier code no longer works.',
  'password-changed': 'Your password is changed. Sign in with the new one.',
  'password-reset': 'You have to choose a new password before you can sign in.',
  saved: 'Your name is saved.',
  'session-ended': 'Your session has ended. Sign in to go on.',
  'sign-in-first': 'Sign in to see that page.',
  'signed-out': 'You have signed out.',
  'start-again': 'Signing in took too long. Please start again.',
} as const;

export type Notice = keyof typeof NOTICES;

/** The words of a notice. An address names a notice and never carries its text: anyone can write an address. */
export const noticeOf = (name = ''): string | undefined =>
  Object.hasOwn(NOTICES, name) ? NOTICES[name as Notice] : undefined;
