import * as v from 'valibot';
import { userShapes } from './users.js';

const time = v.pipe(v.nullable(v.string()), v.description('ISO 8601, in UTC'));
const names = v.array(v.string());
const group = {
  name: v.string(),
  description: v.nullable(v.string()),
  precedence: v.nullable(v.number()),
  roleArn: v.nullable(v.string()),
  createdAt: time,
};

export const administratorShapes = {
  'groups list': v.array(v.strictObject(group)),
  'groups create': v.strictObject(group),
  'groups update': v.strictObject(group),
  'groups delete': v.strictObject({ name: v.string(), deleted: v.literal(true) }),
  'groups members': userShapes['users list'],
  'groups add': v.strictObject({ group: v.string(), username: v.string(), member: v.literal(true) }),
  'groups remove': v.strictObject({ group: v.string(), username: v.string(), member: v.literal(false) }),
  'pool info': v.strictObject({
    userPoolId: v.string(),
    name: v.string(),
    arn: v.nullable(v.string()),
    mfa: v.picklist(['OFF', 'OPTIONAL', 'ON']),
    usernameAttributes: names,
    aliasAttributes: names,
    autoVerifiedAttributes: names,
    caseSensitive: v.boolean(),
    passwordPolicy: v.pipe(v.record(v.string(), v.unknown()), v.description("in Cognito's own shape")),
    firstFactors: names,
    tracksDevices: v.boolean(),
    customAttributes: names,
    estimatedUsers: v.number(),
    createdAt: time,
    modifiedAt: time,
  }),
  'pool check': v.strictObject({
    valid: v.boolean(),
    problems: v.array(v.strictObject({ code: v.string(), message: v.string() })),
  }),
  'clients list': v.array(v.strictObject({ clientId: v.string(), name: v.string() })),
  'clients show': v.strictObject({
    clientId: v.string(),
    name: v.string(),
    hasSecret: v.boolean(),
    authFlows: names,
    accessTokenSeconds: v.number(),
    idTokenSeconds: v.number(),
    refreshTokenSeconds: v.number(),
    rotatesRefreshTokens: v.boolean(),
    challengeMinutes: v.number(),
    revokesTokens: v.boolean(),
    hidesUserExistence: v.boolean(),
    readAttributes: v.pipe(v.nullable(names), v.description('null for every attribute')),
    writeAttributes: v.pipe(v.nullable(names), v.description('null for every attribute')),
    createdAt: time,
    modifiedAt: time,
  }),
  'gates create': v.strictObject({ sub: v.string(), email: v.string(), client: v.string() }),
  'gates update': v.strictObject({ userId: v.string(), added: names, removed: names }),
  'gates list': v.array(
    v.strictObject({
      userId: v.string(),
      name: v.string(),
      email: v.string(),
      role: v.nullable(v.string()),
      clients: names,
      enabled: v.boolean(),
      status: v.string(),
    }),
  ),
  'provision plan': v.looseObject({
    version: v.literal(1),
    userPoolId: v.string(),
    identityPoolId: v.string(),
    changes: v.array(v.looseObject({ kind: v.string() })),
    text: v.string(),
  }),
  'provision apply': v.strictObject({ changes: names }),
};
