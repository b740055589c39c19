import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool, Seed } from 'portcullis/local';
import { createDeviceSecret } from 'portcullis/srp';
import { ada, CLIENT_SECRET, PASSWORD } from '../../../helpers/pool.js';
import { signInOverSrp } from '../../../helpers/sdk.js';

export const ClientId = 'app';
export const ROLE = 'arn:aws:iam::123456789012:role/admins';
export const NEXT_PASSWORD = 'Another-Horse-9';

const ExplicitAuthFlows = [
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
] satisfies NonNullable<Seed['clients']>[number]['ExplicitAuthFlows'];

/** One pool in which every operation has something to do. */
export const seed = {
  MfaConfiguration: 'OPTIONAL',
  UserPoolTier: 'PLUS',
  UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  UserSessionTracking: 'ENABLED',
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  clients: [
    { clientId: ClientId, ExplicitAuthFlows },
    { clientId: 'other', ExplicitAuthFlows },
    { clientId: 'brief', AccessTokenValiditySeconds: 1 },
    { clientId: 'server', clientSecret: CLIENT_SECRET, ExplicitAuthFlows },
  ],
  groups: [{ name: 'admins', description: 'All', precedence: 1, roleArn: ROLE }],
  users: [
    ada,
    { username: 'nina', password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' },
    {
      username: 'una',
      password: PASSWORD,
      status: 'UNCONFIRMED',
      attributes: { email: 'una@example.com' },
    },
  ],
} satisfies Seed;

/** That pool as a test meets it: the official SDK, and Ada signed in. */
export interface World {
  readonly pool: LocalPool;
  readonly sdk: CognitoIdentityProvider;
  readonly UserPoolId: string;
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
}

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** A device on which Ada signed in: what confirms it, and what it proves itself by. */
export async function newDevice({ pool }: Pick<World, 'pool'>) {
  const attempt = { ClientId, username: 'ada', password: PASSWORD };
  const { AccessToken, NewDeviceMetadata } = (await signInOverSrp(pool, attempt)).AuthenticationResult ?? {};
  const { DeviceKey: deviceKey = '', DeviceGroupKey: deviceGroupKey = '' } = NewDeviceMetadata ?? {};
  const { password, salt, verifier } = createDeviceSecret({ deviceGroupKey, deviceKey, random });
  const DeviceSecretVerifierConfig = { Salt: salt, PasswordVerifier: verifier };
  return {
    confirmation: { AccessToken, DeviceKey: deviceKey, DeviceSecretVerifierConfig },
    keys: { deviceKey, deviceGroupKey, devicePassword: password },
  };
}

/** How Ada names a device of hers that is confirmed. */
export async function confirmedDevice(world: World) {
  const { confirmation } = await newDevice(world);
  await world.sdk.confirmDevice({ ...confirmation, DeviceName: 'Laptop' });
  const { AccessToken, DeviceKey } = confirmation;
  return { AccessToken, DeviceKey };
}

/** A code that is not this one. */
export const otherThan = (code: string): string => (code === '000000' ? '111111' : '000000');
