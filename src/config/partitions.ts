/** What stands for the Region that calls go to first, whichever it is. */
export const HOME = 'home';

/** An AWS partition: which regions it has, and the domains of its endpoints. */
interface Partition {
  readonly regions: RegExp;
  readonly domain: string;
  /** Where endpoints that also answer over IPv6 are. */
  readonly dualStackDomain: string;
  /** Whether pools can opt in to a second form of issuer. */
  readonly secondIssuer?: true;
}

/** As the AWS SDK has them. The last one stands for regions that are not known yet. */
const PARTITIONS: readonly [Partition, ...Partition[]] = [
  { regions: /^cn-/, domain: 'amazonaws.com.cn', dualStackDomain: 'api.amazonwebservices.com.cn' },
  { regions: /^eusc-/, domain: 'amazonaws.eu', dualStackDomain: 'api.amazonwebservices.eu' },
  { regions: /^us-iso-/, domain: 'c2s.ic.gov', dualStackDomain: 'api.aws.ic.gov' },
  { regions: /^us-isob-/, domain: 'sc2s.sgov.gov', dualStackDomain: 'api.aws.scloud' },
  { regions: /^eu-isoe-/, domain: 'cloud.adc-e.uk', dualStackDomain: 'api.cloud-aws.adc-e.uk' },
  { regions: /^(us|eu)-isof-/, domain: 'csp.hci.ic.gov', dualStackDomain: 'api.aws.hci.ic.gov' },
  { regions: /^us-gov-/, domain: 'amazonaws.com', dualStackDomain: 'api.aws' },
  // Its usual endpoints answer over IPv6 as well.
  { regions: /./, domain: 'amazonaws.com', dualStackDomain: 'amazonaws.com', secondIssuer: true },
];

const partitionOf = (region: string): Partition =>
  PARTITIONS.find(({ regions }) => regions.test(region)) ?? PARTITIONS[0];

/** The domain of a region's endpoints, which issuers of tokens have, too. */
export const domainOf = (region: string): string => partitionOf(region).domain;

/** Whether a pool of the region can opt in to a second form of issuer. */
export const hasSecondIssuer = (region: string): boolean => partitionOf(region).secondIssuer ?? false;

/** Which of a region's endpoints to call. */
export interface EndpointVariant {
  readonly region: string;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}

/** Where Cognito's API answers in a region. */
export function regionalEndpoint({ region, useFipsEndpoint, useDualstackEndpoint }: EndpointVariant): string {
  const { domain, dualStackDomain } = partitionOf(region);
  const host = useFipsEndpoint ? 'cognito-idp-fips' : 'cognito-idp';
  return `https://${host}.${region}.${useDualstackEndpoint ? dualStackDomain : domain}`;
}
