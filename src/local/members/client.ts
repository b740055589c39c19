import * as v from 'valibot';
import { flag, kept, oneOf, text, whole } from './shapes.js';

const unit = v.optional(oneOf(['seconds', 'minutes', 'hours', 'days']));
const DAY = 24 * 3600;
const names = v.array(text({ max: 32 }));
const url = text({ max: 1024, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u });
const anyText = v.optional(text({ min: 0, max: 2048 }));
const urls = v.pipe(v.array(url), v.maxLength(100, 'Member must have length less than or equal to 100'));

const AUTH_FLOWS = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
] as const;

/** The AWS SDK's types do not list the flow of GetClientToken, which its documentation names. */
const authFlow = oneOf([...AUTH_FLOWS, 'ALLOW_CLIENT_TOKEN_AUTH']) as unknown as v.PicklistSchema<
  typeof AUTH_FLOWS,
  string
>;

/** What CreateUserPoolClient and UpdateUserPoolClient say of a client besides its names. */
export const clientMembers = {
  RefreshTokenValidity: v.optional(whole(0, 3650 * DAY)),
  AccessTokenValidity: v.optional(whole(1, DAY)),
  IdTokenValidity: v.optional(whole(1, DAY)),
  TokenValidityUnits: v.optional(v.object({ AccessToken: unit, IdToken: unit, RefreshToken: unit })),
  ReadAttributes: v.optional(names),
  WriteAttributes: v.optional(names),
  ExplicitAuthFlows: v.optional(v.array(authFlow)),
  SupportedIdentityProviders: v.optional(v.array(text({ max: 32 }))),
  CallbackURLs: v.optional(urls),
  LogoutURLs: v.optional(urls),
  DefaultRedirectURI: v.optional(url),
  AllowedOAuthFlows: v.optional(
    v.pipe(
      v.array(oneOf(['code', 'implicit', 'client_credentials'])),
      v.maxLength(3, 'Member must have length less than or equal to 3'),
    ),
  ),
  AllowedOAuthScopes: v.optional(
    v.pipe(
      v.array(text({ max: 256, pattern: /^[\x21\x23-\x5B\x5D-\x7E]+$/ })),
      v.maxLength(50, 'Member must have length less than or equal to 50'),
    ),
  ),
  AllowedOAuthFlowsUserPoolClient: flag,
  AnalyticsConfiguration: v.optional(
    kept(
      v.object({
        ApplicationId: anyText,
        ApplicationArn: anyText,
        RoleArn: anyText,
        ExternalId: anyText,
        UserDataShared: flag,
      }),
    ),
  ),
  PreventUserExistenceErrors: v.optional(oneOf(['ENABLED', 'LEGACY'])),
  EnableTokenRevocation: flag,
  EnablePropagateAdditionalUserContextData: v.optional(kept(v.boolean())),
  AuthSessionValidity: v.optional(whole(3, 15)),
  RefreshTokenRotation: v.optional(
    v.object({ Feature: oneOf(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: v.optional(whole(0, 60)) }),
  ),
};

const schema = v.object(clientMembers);
export type ClientMembers = v.InferOutput<typeof schema>;
