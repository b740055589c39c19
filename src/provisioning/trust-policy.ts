import { InvalidOptionError } from '../errors/invalid-option.js';

/**
 * Allows the people that one identity pool has authenticated to assume a role (STS AssumeRoleWithWebIdentity). The
 * identity pool is the token's `aud`; without that condition any identity pool of any account would do. `amr` keeps
 * its guests out.
 *
 * @throws {InvalidOptionError} in China, where identity pools go by another name.
 */
export function trustPolicy(identityPoolId: string) {
  const provider = providerIn(identityPoolId.split(':')[0] as string);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${provider}:aud`]: identityPoolId },
          'ForAnyValue:StringLike': { [`${provider}:amr`]: 'authenticated' },
        },
      },
    ],
  } as const;
}

/** What the tokens of a region's identity pools are issued by, in the words of a trust policy. */
function providerIn(region: string): string {
  if (region.startsWith('cn-'))
    throw new InvalidOptionError('options.identityPoolId', 'is in China, which provisioning does not know');
  if (region === 'us-gov-east-1') return 'cognito-identity.us-gov-east-1.amazonaws.com';
  return region.startsWith('us-gov-')
    ? 'cognito-identity-us-gov.amazonaws.com'
    : 'cognito-identity.amazonaws.com';
}
