import type {
  IdentityProviderType,
  IdentityProviderTypeType,
} from '@aws-sdk/client-cognito-identity-provider';
import { type CallOptions, callOptionEntries } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { parseUserPoolId } from '../config/user-pool-id.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, nonEmpty, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';

/** What may change of an identity provider. */
export interface IdentityProviderChanges {
  /** By Cognito's names for the type, such as `client_id` or `MetadataURL`. It may hold a client secret. */
  readonly details?: Readonly<Record<string, string>> | undefined;
  /** The provider's attribute, by the pool's name for it: `{ email: 'email', given_name: 'first_name' }`. */
  readonly attributeMapping?: Readonly<Record<string, string>> | undefined;
  /** Other names for the provider, such as its e-mail domains. */
  readonly identifiers?: readonly string[] | undefined;
}

/** An identity provider to create: it signs the pool's users in. */
export interface NewIdentityProvider extends IdentityProviderChanges {
  readonly name: string;
  readonly type: IdentityProviderTypeType;
  readonly details: Readonly<Record<string, string>>;
}

/** How to call, and for which pool. */
export interface IdentityProviderOptions extends CallOptions {
  /** Another pool of the same Region. Default: the pool itself. */
  readonly userPoolId?: string | undefined;
}

/** An identity provider of the pool: plain data. */
export interface IdentityProvider {
  readonly name: string;
  readonly type: IdentityProviderTypeType | undefined;
  readonly details: Readonly<Record<string, string>>;
  readonly attributeMapping: Readonly<Record<string, string>>;
  readonly identifiers: readonly string[];
  readonly createdAt: Date | undefined;
  readonly modifiedAt: Date | undefined;
}

const providerFrom = (provider: IdentityProviderType = {}): IdentityProvider => ({
  name: provider.ProviderName ?? '',
  type: provider.ProviderType,
  details: provider.ProviderDetails ?? {},
  attributeMapping: provider.AttributeMapping ?? {},
  identifiers: provider.IdpIdentifiers ?? [],
  createdAt: provider.CreationDate,
  modifiedAt: provider.LastModifiedDate,
});

const changesOf = ({ details, attributeMapping, identifiers }: IdentityProviderChanges) => ({
  ...(details && { ProviderDetails: { ...details } }),
  ...(attributeMapping && { AttributeMapping: { ...attributeMapping } }),
  ...(identifiers && { IdpIdentifiers: [...identifiers] }),
});

const identityProviderOptions = strictOptions({ ...callOptionEntries, userPoolId: optional(nonEmpty) });

/** @throws {InvalidOptionError} naming the option at fault. */
function poolOf(api: CognitoApi, options: IdentityProviderOptions = {}) {
  const own = api.config.userPoolId;
  const { userPoolId = own, ...call } = check(identityProviderOptions, options, 'options');
  if (parseUserPoolId(userPoolId).region === parseUserPoolId(own).region)
    return { UserPoolId: userPoolId, call };
  throw new InvalidOptionError(
    'options.userPoolId',
    'is in another Region than calls go to: make a UserPool for it',
  );
}

/** CreateIdentityProvider. */
export async function createIdentityProvider(
  pool: CognitoApi,
  { name, type, details, ...rest }: NewIdentityProvider,
  options?: IdentityProviderOptions,
): Promise<IdentityProvider> {
  const { UserPoolId, call } = poolOf(pool, options);
  const input = {
    UserPoolId,
    ProviderName: name,
    ProviderType: type,
    ProviderDetails: { ...details },
    ...changesOf(rest),
  };
  return providerFrom((await pool.call('CreateIdentityProvider', input, call)).IdentityProvider);
}

/** DescribeIdentityProvider. */
export async function getIdentityProvider(
  pool: CognitoApi,
  ProviderName: string,
  options?: IdentityProviderOptions,
): Promise<IdentityProvider> {
  const { UserPoolId, call } = poolOf(pool, options);
  const input = { UserPoolId, ProviderName };
  return providerFrom((await pool.call('DescribeIdentityProvider', input, call)).IdentityProvider);
}

/** UpdateIdentityProvider. */
export async function updateIdentityProvider(
  pool: CognitoApi,
  ProviderName: string,
  changes: IdentityProviderChanges,
  options?: IdentityProviderOptions,
): Promise<IdentityProvider> {
  const { UserPoolId, call } = poolOf(pool, options);
  const input = { UserPoolId, ProviderName, ...changesOf(changes) };
  return providerFrom((await pool.call('UpdateIdentityProvider', input, call)).IdentityProvider);
}
