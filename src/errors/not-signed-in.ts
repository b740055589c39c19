import { PortcullisError } from './base.js';

/** The call needs a signed-in user, and there is none here. */
export class NotSignedInError extends PortcullisError {
  readonly code = 'NOT_SIGNED_IN';

  constructor() {
    super('nobody is signed in here', {
      advice: 'Call authenticate() first, or pass accessToken, idToken and refreshToken.',
    });
  }
}
