import type {
  AuthFactorType,
  ExplicitAuthFlowsType,
  PasswordPolicyType,
  TimeUnitsType,
  UserPoolClientType,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';

/** A user pool: plain data. */
export interface PoolDescription {
  readonly userPoolId: string;
  readonly name: string;
  readonly arn: string | undefined;
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  /** What people sign in with in place of a username. */
  readonly usernameAttributes: readonly string[];
  /** What people may sign in with besides their username. */
  readonly aliasAttributes: readonly string[];
  readonly autoVerifiedAttributes: readonly string[];
  readonly caseSensitive: boolean;
  /** Cognito's own shape. */
  readonly passwordPolicy: PasswordPolicyType;
  readonly firstFactors: readonly AuthFactorType[];
  readonly tracksDevices: boolean;
  /** The names of the custom attributes, with their prefix. */
  readonly customAttributes: readonly string[];
  readonly estimatedUsers: number;
  readonly createdAt: Date | undefined;
  readonly modifiedAt: Date | undefined;
}

export function describePool(pool: UserPoolType): PoolDescription {
  const names = (pool.SchemaAttributes ?? []).map(({ Name = '' }) => Name);
  return {
    userPoolId: pool.Id ?? '',
    name: pool.Name ?? '',
    arn: pool.Arn,
    mfa: pool.MfaConfiguration ?? 'OFF',
    usernameAttributes: pool.UsernameAttributes ?? [],
    aliasAttributes: pool.AliasAttributes ?? [],
    autoVerifiedAttributes: pool.AutoVerifiedAttributes ?? [],
    // Pools that never said are case-sensitive.
    caseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    passwordPolicy: pool.Policies?.PasswordPolicy ?? {},
    firstFactors: pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'],
    tracksDevices: pool.DeviceConfiguration !== undefined,
    customAttributes: names.filter(name => name.startsWith('custom:')),
    estimatedUsers: pool.EstimatedNumberOfUsers ?? 0,
    createdAt: pool.CreationDate,
    modifiedAt: pool.LastModifiedDate,
  };
}

/** An app client: plain data, without its secret. */
export interface ClientDescription {
  readonly clientId: string;
  readonly name: string;
  readonly hasSecret: boolean;
  /** As configured, such as `ALLOW_USER_SRP_AUTH`. Empty means Cognito's defaults. */
  readonly authFlows: readonly ExplicitAuthFlowsType[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly rotatesRefreshTokens: boolean;
  /** How long a challenge waits for its answer. */
  readonly challengeMinutes: number;
  readonly revokesTokens: boolean;
  /** Whether sign-in tells an unknown user apart from a wrong password. */
  readonly hidesUserExistence: boolean;
  /** Undefined means every attribute. */
  readonly readAttributes: readonly string[] | undefined;
  /** Undefined means every attribute. */
  readonly writeAttributes: readonly string[] | undefined;
  readonly createdAt: Date | undefined;
  readonly modifiedAt: Date | undefined;
}

const SECONDS_IN: Record<TimeUnitsType, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

export function describeClient(client: UserPoolClientType): ClientDescription {
  const { AccessToken = 'hours', IdToken = 'hours', RefreshToken = 'days' } = client.TokenValidityUnits ?? {};
  return {
    clientId: client.ClientId ?? '',
    name: client.ClientName ?? '',
    hasSecret: client.ClientSecret !== undefined,
    authFlows: client.ExplicitAuthFlows ?? [],
    accessTokenSeconds: (client.AccessTokenValidity ?? 1) * SECONDS_IN[AccessToken],
    idTokenSeconds: (client.IdTokenValidity ?? 1) * SECONDS_IN[IdToken],
    // Zero stands for the default of 30 days.
    refreshTokenSeconds: client.RefreshTokenValidity
      ? client.RefreshTokenValidity * SECONDS_IN[RefreshToken]
      : 30 * SECONDS_IN.days,
    rotatesRefreshTokens: client.RefreshTokenRotation?.Feature === 'ENABLED',
    challengeMinutes: client.AuthSessionValidity ?? 3,
    revokesTokens: client.EnableTokenRevocation ?? false,
    hidesUserExistence: client.PreventUserExistenceErrors === 'ENABLED',
    readAttributes: client.ReadAttributes,
    writeAttributes: client.WriteAttributes,
    createdAt: client.CreationDate,
    modifiedAt: client.LastModifiedDate,
  };
}
