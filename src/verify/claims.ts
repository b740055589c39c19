/** The two kinds of JSON Web Tokens that a pool issues. Its refresh tokens are opaque. */
export type TokenUse = 'access' | 'id';

interface CommonClaims {
  /** The user's id: a UUID that never changes. */
  readonly sub: string;
  readonly iss: string;
  /** Epoch seconds, as are `iat`, `nbf` and `auth_time`. */
  readonly exp: number;
  readonly iat: number;
  readonly nbf?: number;
  /** When the user signed in; refreshing keeps it. */
  readonly auth_time?: number;
  readonly jti?: string;
  /** The same over all refreshes of one sign-in. Present when the app client has token revocation enabled. */
  readonly origin_jti?: string;
  readonly event_id?: string;
  readonly 'cognito:groups'?: readonly string[];
}

/** The claims of an access token. */
export interface AccessTokenClaims extends CommonClaims {
  readonly token_use: 'access';
  readonly client_id: string;
  /** The resource that the token is bound to (RFC 8707), where the sign-in named one. */
  readonly aud?: string | readonly string[];
  /** Separated by spaces. */
  readonly scope?: string;
  /** Absent from tokens that were issued to a machine by client credentials. */
  readonly username?: string;
  readonly device_key?: string;
}

/** The claims of an id token: those below, and every attribute that the app client may read. */
export interface IdTokenClaims extends CommonClaims {
  readonly token_use: 'id';
  /** The app client's id. */
  readonly aud: string;
  readonly 'cognito:username'?: string;
  readonly 'cognito:roles'?: readonly string[];
  readonly 'cognito:preferred_role'?: string;
  /** Binds the token to an access token (OpenID Connect Core, section 3.1.3.6). Only the hosted pages add it. */
  readonly at_hash?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly phone_number?: string;
  readonly phone_number_verified?: boolean;
  readonly name?: string;
  readonly [custom: `custom:${string}`]: string | undefined;
}

/** The claims of one kind of token. */
export type ClaimsOf<Use extends TokenUse> = Use extends 'access' ? AccessTokenClaims : IdTokenClaims;
