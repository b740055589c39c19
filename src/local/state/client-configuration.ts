import { withoutUndefined } from '../../internal/without-undefined.js';
import { CognitoException, invalidParameter } from '../internal/exception.js';
import type { ClientMembers } from '../members/client.js';
import { attributeIn } from './attribute-schema.js';
import { CLIENT_DEFAULTS, type ClientRecord, validitySeconds } from './clients.js';
import type { PoolSettings } from './settings.js';
import { requireTier } from './tier.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** How long tokens may live, in seconds. */
const VALIDITY = {
  AccessToken: [300, DAY],
  IdToken: [300, DAY],
  RefreshToken: [HOUR, 3650 * DAY],
} as const;

/**
 * A client's configuration: what a definition says, and the service's defaults for what it leaves out.
 * @throws InvalidParameterException for a validity out of range.
 */
export function clientConfiguration(given: ClientMembers) {
  const { TokenValidityUnits, RefreshTokenValidity, ...rest } = given;
  const units = { ...CLIENT_DEFAULTS.TokenValidityUnits, ...withoutUndefined(TokenValidityUnits ?? {}) };
  return {
    ...CLIENT_DEFAULTS,
    ...withoutUndefined(rest),
    // None, and 0, are 30 days, in whatever unit.
    TokenValidityUnits: RefreshTokenValidity ? units : { ...units, RefreshToken: 'days' as const },
    RefreshTokenValidity: RefreshTokenValidity || CLIENT_DEFAULTS.RefreshTokenValidity,
  } satisfies Partial<ClientRecord>;
}

type Configuration = Omit<ClientRecord, 'ClientId' | 'ClientName' | 'secrets' | 'createdAt' | 'modifiedAt'>;

/** @throws InvalidParameterException for tokens that live longer or shorter than the service lets them. */
export function checkValidity(configuration: Configuration): void {
  for (const kind of ['AccessToken', 'IdToken', 'RefreshToken'] as const) {
    const [least, most] = VALIDITY[kind];
    const seconds = validitySeconds(configuration, kind);
    if (seconds < least || seconds > most) throw invalidParameter('Invalid range for token validity.');
  }
}

/** What a client may refer to in its pool. */
interface Surroundings {
  readonly settings: PoolSettings;
  readonly hasSecret: boolean;
  readonly hasProvider: (name: string) => boolean;
  readonly hasScope: (scope: string) => boolean;
}

/** @throws what the service refuses a client with that does not fit its pool, or itself. */
export function checkClient(configuration: Configuration, around: Surroundings): void {
  const { ReadAttributes, WriteAttributes, ExplicitAuthFlows, RefreshTokenRotation } = configuration;
  const { settings } = around;
  for (const [kind, names] of [
    ['read', ReadAttributes],
    ['write', WriteAttributes],
  ] as const)
    if (names?.some(name => !attributeIn(settings, name)))
      throw invalidParameter(`Invalid ${kind} attributes specified while creating a client`);
  const flows: readonly string[] = ExplicitAuthFlows;
  if (flows.includes('ALLOW_CLIENT_TOKEN_AUTH') && flows.length > 1)
    throw invalidParameter(
      'ALLOW_CLIENT_TOKEN_AUTH can not be selected along with another authentication flow.',
    );
  if (flows.includes('ALLOW_USER_AUTH')) requireTier(settings, 'Choice-based sign-in');
  if (RefreshTokenRotation?.Feature === 'ENABLED') requireTier(settings, 'Refresh token rotation');
  checkProviders(configuration, around);
  checkOAuth(configuration, around);
}

function checkProviders({ SupportedIdentityProviders = [] }: Configuration, around: Surroundings): void {
  const unknown = SupportedIdentityProviders.find(name => name !== 'COGNITO' && !around.hasProvider(name));
  if (unknown !== undefined)
    throw invalidParameter(`The provider ${unknown} does not exist for User Pool ${around.settings.Id}.`);
}

const STANDARD_SCOPES = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

const invalidFlow = (message: string) => new CognitoException('InvalidOAuthFlowException', message);

function checkOAuth(configuration: Configuration, { hasSecret, hasScope }: Surroundings): void {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [], CallbackURLs = [] } = configuration;
  const { DefaultRedirectURI, AllowedOAuthFlowsUserPoolClient: isOAuthClient } = configuration;
  const unknown = scopes.find(scope => !STANDARD_SCOPES.includes(scope) && !hasScope(scope));
  if (unknown !== undefined)
    throw new CognitoException('ScopeDoesNotExistException', `Invalid scope requested: ${unknown}`);
  if (isOAuthClient && (flows.length === 0 || scopes.length === 0))
    throw invalidFlow(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  if (flows.includes('client_credentials') && flows.length > 1)
    throw invalidFlow('client_credentials flow can not be selected along with code flow or implicit flow.');
  if (flows.includes('client_credentials') && !hasSecret)
    throw invalidFlow('client_credentials flow can not be selected if client does not have a client secret.');
  if (DefaultRedirectURI !== undefined && !CallbackURLs.includes(DefaultRedirectURI))
    throw invalidParameter('Default redirect URI should be in the list of callback URLs.');
  const insecure = CallbackURLs.find(url => /^http:\/\/(?!localhost[:/]|localhost$)/.test(url));
  if (insecure !== undefined) throw invalidParameter(`${insecure} cannot use the HTTP protocol.`);
}
