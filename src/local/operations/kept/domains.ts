import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { invalidParameter } from '../../internal/exception.js';
import { arn, oneOf, text, whole } from '../../members/shapes.js';
import type { PoolDirectory } from '../../pool/directory.js';
import { ACCOUNT } from '../../state/settings.js';
import { requireTier } from '../../state/tier.js';
import { accountOperation } from '../definition.js';
import { userPoolId } from '../schemas.js';

const domain = text({ max: 63, pattern: /^[a-z0-9](?:[a-z0-9\-.]{0,61}[a-z0-9])?$/ });
const named = { Domain: domain, UserPoolId: userPoolId };
const members = {
  ...named,
  ManagedLoginVersion: v.optional(whole(1, 2)),
  CustomDomainConfig: v.optional(
    v.object({
      CertificateArn: arn,
      SecurityPolicy: v.optional(oneOf(['TLS_V1', 'TLS_V1_2_2021', 'TLS_V1_3_2025'])),
    }),
  ),
  Routing: v.optional(
    v.object({
      Failover: v.optional(
        v.object({ SecondaryRegion: text({ max: 32 }), PrimaryRoute53HealthCheckId: text({ max: 64 }) }),
      ),
    }),
  ),
};
const schema = v.object(members);

/** A domain's name is nobody else's, whatever pool has it. */
const find = (pools: PoolDirectory, name: string) =>
  pools.all().flatMap(({ kept }) => kept.find('Domain', name) ?? [])[0];

function save(given: v.InferOutput<typeof schema>, pools: PoolDirectory) {
  const { kept, settings } = pools.poolOf(given);
  const { ManagedLoginVersion = 1, CustomDomainConfig, Routing } = given;
  if (ManagedLoginVersion > 1) requireTier(settings(), 'Managed login');
  const CloudFrontDomain = `${createHash('sha256').update(given.Domain).digest('hex').slice(0, 14)}.cloudfront.net`;
  kept.save('Domain', given.Domain, {
    ...given,
    ManagedLoginVersion,
    AWSAccountId: ACCOUNT,
    CloudFrontDistribution: CloudFrontDomain,
    S3Bucket: 'local',
    Status: 'ACTIVE',
    Version: '1',
  });
  return {
    ManagedLoginVersion,
    ...(CustomDomainConfig && { CloudFrontDomain }),
    ...(Routing && { Routing }),
  };
}

export const createUserPoolDomain = accountOperation({
  name: 'CreateUserPoolDomain',
  notModelled: 'The pages and OAuth endpoints of a domain',
  keptOnly: true,
  input: schema,
  handle: (given, pools) => {
    const { Domain, CustomDomainConfig } = given;
    const reserved = CustomDomainConfig ? undefined : /aws|amazon|cognito/.exec(Domain)?.[0];
    if (reserved) throw invalidParameter(`Domain cannot contain reserved word: ${reserved}`);
    const { kept } = pools.poolOf(given);
    const isTaken = kept
      .all('Domain')
      .some(({ members: known }) => Boolean(known.CustomDomainConfig) === Boolean(CustomDomainConfig));
    if (isTaken) throw invalidParameter('User pool already has a domain configured.');
    if (find(pools, Domain)) throw invalidParameter('Domain already associated with another user pool.');
    return save(given, pools);
  },
});

/** @throws InvalidParameterException where the pool has no such domain. */
function requireDomain(given: v.InferOutput<typeof schema>, pools: PoolDirectory): void {
  if (!pools.poolOf(given).kept.find('Domain', given.Domain))
    throw invalidParameter('No such domain or user pool exists.');
}

export const updateUserPoolDomain = accountOperation({
  name: 'UpdateUserPoolDomain',
  notModelled: 'The pages and OAuth endpoints of a domain',
  keptOnly: true,
  input: schema,
  handle: (given, pools) => {
    requireDomain(given, pools);
    return save(given, pools);
  },
});

export const deleteUserPoolDomain = accountOperation({
  name: 'DeleteUserPoolDomain',
  input: v.object(named),
  handle: (given, pools) => {
    requireDomain(given, pools);
    pools.poolOf(given).kept.remove('Domain', given.Domain);
    return {};
  },
});

/** Of a domain that is not there, the service describes nothing. */
export const describeUserPoolDomain = accountOperation({
  name: 'DescribeUserPoolDomain',
  input: v.object({ Domain: domain }),
  handle: ({ Domain }, pools) => ({ DomainDescription: find(pools, Domain)?.members ?? {} }),
});
