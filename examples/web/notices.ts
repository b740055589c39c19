import type { WebContext } from './env.js';

const NOTICES = {
  'authenticator-on': 'Your authenticator is set up. From now on, signing in asks for its code.',
  'code-sent': 'We have sent a new code. The earlier one no longer works.',
  'code-sent-if':
    'If this address waits for a code, we have sent a new one, a few an hour at most. Earlier ones no longer work.',
  confirmed: 'Your account is confirmed. Sign in to go on.',
  deleted: 'Your account is deleted.',
  'device-forgotten': 'That browser is forgotten. It is asked for the second step again.',
  'email-changed': 'Your e-mail address is changed and verified.',
  'password-changed': 'Your password is changed.',
  'password-replaced': 'Your password is changed. Sign in with the new one.',
  'phone-changed': 'Your phone number is changed and verified.',
  'phone-removed': 'Your phone number is removed.',
  saved: 'Your name is saved.',
  'second-step-saved': 'Your second step is changed.',
  'session-ended': 'Your session has ended. Sign in to go on.',
  'sessions-ended':
    'You are signed out there. Pages that are open elsewhere may stay readable for up to an hour.',
  'sign-in-first': 'Sign in to see that page.',
  'signed-out': 'You have signed out.',
  'start-again': 'Signing in took too long. Please start again.',
} as const;

export type Notice = keyof typeof NOTICES;

/** Leads to a page that says how it went. The notice is in the session, so the page shows it once. */
export async function redirectWith(context: WebContext, notice: Notice, to: string): Promise<Response> {
  await context.var.session.notify(NOTICES[notice]);
  return context.redirect(to, 303);
}
