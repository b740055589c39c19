import { decodeUnverified, type JsonObject } from './decode.js';
import type { TokenData } from './token-set.js';

/** Which sign-in tokens come from. Renewing keeps both claims. */
interface SignInOf {
  /** Absent where the app client has token revocation turned off. */
  readonly origin: unknown;
  /** Seconds since the epoch, by the pool's clock. */
  readonly at: number;
}

/** Whether `one` comes from another sign-in than `other`, made at least so many seconds later. */
export const isLaterSignIn = (one: TokenData, other: TokenData, seconds: number): boolean =>
  !isSameSignIn(one, other) && signInOf(one).at - signInOf(other).at >= seconds;

/** Whether both come from one sign-in, renewed or not. */
function isSameSignIn(one: TokenData, other: TokenData): boolean {
  const [first, second] = [signInOf(one), signInOf(other)];
  if (first.origin !== undefined && second.origin !== undefined) return first.origin === second.origin;
  return one.refreshToken === other.refreshToken || first.at === second.at;
}

function signInOf({ accessToken, idToken }: TokenData): SignInOf {
  const { origin_jti: origin, auth_time: at } = claimsOf(accessToken ?? idToken);
  return { origin, at: typeof at === 'number' ? at : 0 };
}

/** What cannot be read says nothing about its sign-in; another place refuses it. */
function claimsOf(token: string | undefined): JsonObject {
  try {
    return token ? decodeUnverified(token).payload : {};
  } catch {
    return {};
  }
}
