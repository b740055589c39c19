import * as v from 'valibot';
import { operation } from '../operation.js';
import { CLIENT_DEFAULTS } from '../state/clients.js';
import { clientType } from './describe-user-pool-client.js';
import { attributeNames, clientId, oneOf, text, userPoolId } from './schemas.js';

const unit = v.optional(oneOf(['seconds', 'minutes', 'hours', 'days']));
const whole = (least: number) =>
  v.pipe(
    v.number(),
    v.integer('Member must be a whole number'),
    v.minValue(least, `Member must have value greater than or equal to ${least}`),
  );

const input = v.object({
  UserPoolId: userPoolId,
  ClientId: clientId,
  ClientName: v.optional(text({ max: 128 })),
  ExplicitAuthFlows: v.optional(
    v.array(
      oneOf([
        'ADMIN_NO_SRP_AUTH',
        'CUSTOM_AUTH_FLOW_ONLY',
        'USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
      ]),
    ),
  ),
  AccessTokenValidity: v.optional(whole(1)),
  IdTokenValidity: v.optional(whole(1)),
  RefreshTokenValidity: v.optional(whole(0)),
  TokenValidityUnits: v.optional(v.object({ AccessToken: unit, IdToken: unit, RefreshToken: unit })),
  AuthSessionValidity: v.optional(whole(3)),
  EnableTokenRevocation: v.optional(v.boolean()),
  PreventUserExistenceErrors: v.optional(oneOf(['ENABLED', 'LEGACY'])),
  RefreshTokenRotation: v.optional(
    v.object({ Feature: oneOf(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: v.optional(whole(0)) }),
  ),
  ReadAttributes: v.optional(attributeNames),
  WriteAttributes: v.optional(attributeNames),
});

/** What the request leaves out goes back to its default, as the service does it. */
export const updateUserPoolClient = operation({
  name: 'UpdateUserPoolClient',
  access: 'iam',
  input,
  handle: ({ UserPoolId, ClientId, TokenValidityUnits, ...given }, { clients, now }) => {
    const { ClientName, secrets, createdAt } = clients.require(ClientId);
    const updated = {
      ...CLIENT_DEFAULTS,
      ClientId,
      ClientName,
      ...withoutAbsent(given),
      TokenValidityUnits: {
        ...CLIENT_DEFAULTS.TokenValidityUnits,
        ...withoutAbsent(TokenValidityUnits ?? {}),
      },
      RefreshTokenValidity: given.RefreshTokenValidity || CLIENT_DEFAULTS.RefreshTokenValidity,
      secrets,
      createdAt,
      modifiedAt: now(),
    };
    clients.save(updated);
    return { UserPoolClient: clientType(UserPoolId, updated) };
  },
});

type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** A member that is undefined must not hide the default beneath it. */
const withoutAbsent = <T extends object>(members: T): Present<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
