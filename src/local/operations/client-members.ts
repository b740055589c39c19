import * as v from 'valibot';
import { withoutUndefined } from '../../internal/without-undefined.js';
import { invalidParameter } from '../internal/exception.js';
import { CLIENT_DEFAULTS, type ClientRecord, validitySeconds } from '../state/clients.js';
import { attributeNames, oneOf, whole } from './schemas.js';

const unit = v.optional(oneOf(['seconds', 'minutes', 'hours', 'days']));
const HOUR = 3600;
const DAY = 24 * HOUR;

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
  AccessTokenValidity: v.optional(whole(1, DAY)),
  IdTokenValidity: v.optional(whole(1, DAY)),
  RefreshTokenValidity: v.optional(whole(0, 3650 * DAY)),
  TokenValidityUnits: v.optional(v.object({ AccessToken: unit, IdToken: unit, RefreshToken: unit })),
  AuthSessionValidity: v.optional(whole(3, 15)),
  EnableTokenRevocation: v.optional(v.boolean()),
  PreventUserExistenceErrors: v.optional(oneOf(['ENABLED', 'LEGACY'])),
  RefreshTokenRotation: v.optional(
    v.object({ Feature: oneOf(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: v.optional(whole(0, 60)) }),
  ),
  ReadAttributes: v.optional(attributeNames),
  WriteAttributes: v.optional(attributeNames),
};

const schema = v.object(clientMembers);

/** How long tokens may live, in seconds. */
const VALIDITY = {
  AccessToken: [300, DAY],
  IdToken: [300, DAY],
  RefreshToken: [HOUR, 3650 * DAY],
} as const;

/**
 * A client's configuration: what the request says, and the service's defaults for what it leaves out.
 * @throws InvalidParameterException for a validity out of range.
 */
export function configurationOf(given: v.InferOutput<typeof schema>) {
  const { TokenValidityUnits, RefreshTokenValidity, ...rest } = given;
  const units = { ...CLIENT_DEFAULTS.TokenValidityUnits, ...withoutUndefined(TokenValidityUnits ?? {}) };
  const configuration = {
    ...CLIENT_DEFAULTS,
    ...withoutUndefined(rest),
    // None, and 0, are 30 days, in whatever unit.
    TokenValidityUnits: RefreshTokenValidity ? units : { ...units, RefreshToken: 'days' as const },
    RefreshTokenValidity: RefreshTokenValidity || CLIENT_DEFAULTS.RefreshTokenValidity,
  } satisfies Partial<ClientRecord>;
  for (const kind of ['AccessToken', 'IdToken', 'RefreshToken'] as const) {
    const [least, most] = VALIDITY[kind];
    const seconds = validitySeconds(configuration, kind);
    if (seconds < least || seconds > most) throw invalidParameter('Invalid range for token validity.');
  }
  return configuration;
}
