import type {
  IdentityProviderType,
  IdentityProviderTypeType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CallOptions } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';

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

/** CreateIdentityProvider. */
export async function createIdentityProvider(
  pool: CognitoApi,
  { name, type, details, ...rest }: NewIdentityProvider,
  options?: CallOptions,
): Promise<IdentityProvider> {
  const input = {
    UserPoolId: pool.config.userPoolId,
    ProviderName: name,
    ProviderType: type,
    ProviderDetails: { ...details },
    ...changesOf(rest),
  };
  return providerFrom((await pool.call('CreateIdentityProvider', input, options)).IdentityProvider);
}

/** DescribeIdentityProvider. */
export async function getIdentityProvider(
  pool: CognitoApi,
  name: string,
  options?: CallOptions,
): Promise<IdentityProvider> {
  const input = { UserPoolId: pool.config.userPoolId, ProviderName: name };
  return providerFrom((await pool.call('DescribeIdentityProvider', input, options)).IdentityProvider);
}

/** UpdateIdentityProvider. */
export async function updateIdentityProvider(
  pool: CognitoApi,
  name: string,
  changes: IdentityProviderChanges,
  options?: CallOptions,
): Promise<IdentityProvider> {
  const input = { UserPoolId: pool.config.userPoolId, ProviderName: name, ...changesOf(changes) };
  return providerFrom((await pool.call('UpdateIdentityProvider', input, options)).IdentityProvider);
}
