import * as v from 'valibot';

const time = v.pipe(v.nullable(v.string()), v.description('ISO 8601, in UTC'));
const claims = v.pipe(v.record(v.string(), v.unknown()), v.description('as the token has them'));
const delivery = v.nullable(
  v.strictObject({ destination: v.string(), medium: v.picklist(['EMAIL', 'SMS']), attribute: v.string() }),
);
const mfa = {
  username: v.string(),
  mfa: v.array(v.string()),
  preferredMfa: v.nullable(v.string()),
};
const signedIn = {
  username: v.string(),
  sub: v.string(),
  userPoolId: v.string(),
  clientId: v.string(),
  expiresAt: time,
};

export const personShapes = {
  login: v.strictObject({ ...signedIn, deviceKey: v.nullable(v.string()) }),
  logout: v.strictObject({
    revoked: v.boolean(),
    everywhere: v.boolean(),
    error: v.pipe(v.nullable(v.string()), v.description('why the pool did not end it')),
  }),
  whoami: v.strictObject({ ...signedIn, email: v.nullable(v.string()), groups: v.array(v.string()) }),
  token: v.strictObject({ token: v.string(), use: v.picklist(['access', 'id']), expiresAt: time }),
  verify: v.strictObject({ valid: v.literal(true), use: v.picklist(['access', 'id']), claims }),
  decode: v.strictObject({
    header: v.record(v.string(), v.unknown()),
    claims,
    expired: v.nullable(v.boolean()),
  }),
  signup: v.strictObject({ username: v.string(), confirmed: v.boolean(), delivery }),
  'password change': v.strictObject({ username: v.string(), changed: v.literal(true) }),
  'password forgot': v.strictObject({ username: v.string(), changed: v.boolean(), delivery }),
  'mfa status': v.strictObject({ ...mfa, firstFactors: v.array(v.string()) }),
  'mfa setup': v.strictObject(mfa),
  'mfa prefer': v.strictObject(mfa),
  'mfa remove': v.strictObject(mfa),
  'devices list': v.array(
    v.strictObject({
      deviceKey: v.string(),
      name: v.nullable(v.string()),
      lastIpAddress: v.nullable(v.string()),
      authenticatedAt: time,
      createdAt: time,
      current: v.pipe(v.boolean(), v.description('this machine')),
    }),
  ),
  'devices forget': v.strictObject({ deviceKey: v.string(), forgotten: v.literal(true) }),
  'sessions list': v.array(
    v.strictObject({
      sessionId: v.string(),
      clientId: v.nullable(v.string()),
      device: v.nullable(v.string()),
      lastIpAddress: v.nullable(v.string()),
      createdAt: time,
      lastActiveAt: time,
      current: v.pipe(v.boolean(), v.description('the session that asked')),
    }),
  ),
  'sessions revoke': v.strictObject({ sessionId: v.string(), revoked: v.literal(true) }),
};
