/** The time at which the claims below were issued, in epoch milliseconds. */
export const ISSUED_AT = Date.UTC(2026, 0, 15, 12);

const common = (issuer: string) => ({
  sub: '6f1c2c8e-1111-4222-8333-444455556666',
  iss: issuer,
  origin_jti: 'aaaaaaaa-1111-4222-8333-444455556666',
  event_id: 'bbbbbbbb-1111-4222-8333-444455556666',
  jti: 'cccccccc-1111-4222-8333-444455556666',
  auth_time: ISSUED_AT / 1000,
  iat: ISSUED_AT / 1000,
  exp: ISSUED_AT / 1000 + 3600,
});

/** The claims of an access token as Cognito writes them. */
export const accessClaims = (issuer: string, claims: object = {}) => ({
  ...common(issuer),
  token_use: 'access',
  client_id: 'app',
  scope: 'aws.cognito.signin.user.admin',
  username: 'ada',
  ...claims,
});

/** The claims of an id token as Cognito writes them. */
export const idClaims = (issuer: string, claims: object = {}) => ({
  ...common(issuer),
  token_use: 'id',
  aud: 'app',
  'cognito:username': 'ada',
  email: 'ada@example.com',
  email_verified: true,
  name: 'Ada Lovelace',
  ...claims,
});
