import { PortcullisError } from './base.js';
import { brand } from './brand.js';

/** `NOT_SIGNED_IN`: the call needs a signed-in user, and there is none here. Sign in, or pass stored tokens. */
export class NotSignedInError extends PortcullisError {
  readonly code = 'NOT_SIGNED_IN';

  constructor() {
    super('no user is signed in here', {
      advice: 'Call authenticate() first, or pass accessToken, idToken and refreshToken.',
    });
  }
}

brand({ NotSignedInError });
