/** A user, as Cognito's requests of administrators name them. */
export interface UserKey {
  readonly UserPoolId: string;
  /** A username, alias or `sub`. */
  readonly Username: string;
}
