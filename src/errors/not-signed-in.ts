import { PortcullisError } from './base.js';

/** A token that a call needs and a session may lack. */
type MissingToken = 'accessToken' | 'idToken' | 'refreshToken';

const MESSAGES: Readonly<Record<MissingToken, string>> = {
  accessToken: 'the session has no accessToken, and no refreshToken to get one with',
  idToken: 'the session has no idToken, and no refreshToken to get one with',
  refreshToken: 'the session has no refreshToken to renew it with',
};

/** `NOT_SIGNED_IN`: the call needs a signed-in user, or a token that the session lacks. Sign in, or pass that token. */
export class NotSignedInError extends PortcullisError {
  static override readonly portcullis: string = 'NotSignedInError';

  readonly code = 'NOT_SIGNED_IN';
  /** The token that is missing, where the session has others. */
  declare readonly missing?: MissingToken;

  constructor(missing?: MissingToken) {
    super(missing ? MESSAGES[missing] : 'no user is signed in here', {
      advice: `Call authenticate() first, or pass ${missing ?? 'accessToken, idToken or refreshToken'}.`,
    });
    if (missing) this.missing = missing;
  }
}
