import { refusal } from '../../../helpers/sdk.js';
import { aDate, aString, notFound, type Rows, violates } from './row.js';
import type { World } from './world.js';

const google = {
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { client_id: 'id', client_secret: 'secret' },
  AttributeMapping: { email: 'email' },
} as const;
const shown = { ...google, UserPoolId: aString, CreationDate: aDate, LastModifiedDate: aDate };
const facebook = [
  { ProviderName: 'Facebook' },
  notFound('Identity provider Facebook does not exist.'),
] as const;

async function withGoogle({ sdk, UserPoolId }: World) {
  await sdk.createIdentityProvider({ UserPoolId, ...google });
  return { UserPoolId, ProviderName: google.ProviderName };
}

/** Who else signs the pool's users in. */
export const identityProviderRows = {
  CreateIdentityProvider: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, ...google }),
    output: { IdentityProvider: shown },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      const described = await sdk.describeIdentityProvider({ UserPoolId, ProviderName: 'Google' });
      expect(described.IdentityProvider).toEqual(output.IdentityProvider);
    },
    again: refusal('DuplicateProviderException', aString),
    refusals: () => [
      [
        { ProviderType: 'Myspace' as never },
        violates(
          'providerType',
          'Member must satisfy enum value set: [SAML, Facebook, Google, LoginWithAmazon, SignInWithApple, OIDC]',
        ),
      ],
    ],
  },
  DescribeIdentityProvider: {
    access: 'iam',
    input: withGoogle,
    output: { IdentityProvider: shown },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [facebook],
  },
  ListIdentityProviders: {
    access: 'iam',
    input: async world => ({ UserPoolId: (await withGoogle(world)).UserPoolId }),
    output: {
      Providers: [
        { ProviderName: 'Google', ProviderType: 'Google', CreationDate: aDate, LastModifiedDate: aDate },
      ],
    },
    effect: 'none: it reads',
    again: 'answered',
  },
  GetIdentityProviderByIdentifier: {
    access: 'iam',
    input: async world => {
      const named = await withGoogle(world);
      await world.sdk.updateIdentityProvider({ ...named, IdpIdentifiers: ['example.com'] });
      return { UserPoolId: world.UserPoolId, IdpIdentifier: 'example.com' };
    },
    output: { IdentityProvider: { ...shown, IdpIdentifiers: ['example.com'] } },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[{ IdpIdentifier: 'example.org' }, notFound()]],
  },
  DeleteIdentityProvider: {
    access: 'iam',
    input: withGoogle,
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      expect((await sdk.listIdentityProviders({ UserPoolId })).Providers).toEqual([]);
    },
    again: notFound('Identity provider Google does not exist.'),
  },
  UpdateIdentityProvider: {
    access: 'iam',
    input: async world => ({ ...(await withGoogle(world)), IdpIdentifiers: ['example.com'] }),
    output: { IdentityProvider: { ...shown, IdpIdentifiers: ['example.com'] } },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      const described = await sdk.describeIdentityProvider({ UserPoolId, ProviderName: 'Google' });
      expect(described.IdentityProvider).toEqual(output.IdentityProvider);
    },
    again: 'answered',
    refusals: () => [facebook],
  },
} satisfies Rows;
