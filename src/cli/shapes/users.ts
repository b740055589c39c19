import * as v from 'valibot';

const time = v.pipe(v.nullable(v.string()), v.description('ISO 8601, in UTC'));

const user = {
  username: v.string(),
  sub: v.string(),
  status: v.string(),
  enabled: v.boolean(),
  attributes: v.record(v.string(), v.union([v.string(), v.boolean()])),
  createdAt: time,
  modifiedAt: time,
};

export const userShapes = {
  'users list': v.array(v.strictObject(user)),
  'users get': v.strictObject({
    ...user,
    mfa: v.array(v.string()),
    preferredMfa: v.nullable(v.string()),
    groups: v.array(v.string()),
  }),
  'users create': v.strictObject(user),
  'users set-password': v.strictObject({ username: v.string(), temporary: v.boolean() }),
  'users enable': v.strictObject({ username: v.string(), enabled: v.literal(true) }),
  'users disable': v.strictObject({ username: v.string(), enabled: v.literal(false) }),
  'users reset': v.strictObject({ username: v.string(), reset: v.literal(true) }),
  'users delete': v.strictObject({ username: v.string(), deleted: v.literal(true) }),
  'users import': v.strictObject({
    done: v.number(),
    failed: v.number(),
    skipped: v.number(),
    report: v.pipe(v.nullable(v.string()), v.description('the file that says which rows failed')),
  }),
  'users export': v.strictObject({ file: v.string(), users: v.number() }),
};
