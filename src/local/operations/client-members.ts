import * as v from 'valibot';
import { CLIENT_DEFAULTS, type ClientRecord } from '../state/clients.js';
import { attributeNames, oneOf } from './schemas.js';
import { withoutAbsent } from './without-absent.js';

const unit = v.optional(oneOf(['seconds', 'minutes', 'hours', 'days']));
const whole = (least: number) =>
  v.pipe(
    v.number(),
    v.integer('Member must be a whole number'),
    v.minValue(least, `Member must have value greater than or equal to ${least}`),
  );

/** What CreateUserPoolClient and UpdateUserPoolClient say of a client besides its names. */
export const clientMembers = {
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
};

const schema = v.object(clientMembers);

/** A client's configuration: what the request says, and the service's defaults for what it leaves out. */
export function configurationOf(given: v.InferOutput<typeof schema>) {
  const { TokenValidityUnits, RefreshTokenValidity, ...rest } = given;
  return {
    ...CLIENT_DEFAULTS,
    ...withoutAbsent(rest),
    TokenValidityUnits: { ...CLIENT_DEFAULTS.TokenValidityUnits, ...withoutAbsent(TokenValidityUnits ?? {}) },
    RefreshTokenValidity: RefreshTokenValidity || CLIENT_DEFAULTS.RefreshTokenValidity,
  } satisfies Partial<ClientRecord>;
}
