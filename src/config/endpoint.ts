import { domainOf } from './partitions.js';

/** Which of a region's endpoints to call. */
export interface EndpointVariant {
  readonly region: string;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}

/** Where endpoints that also answer over IPv6 are, by their partition's domain. The usual ones of the partition `aws` do. */
const DUAL_STACK_DOMAINS: Readonly<Record<string, string>> = {
  'amazonaws.com.cn': 'api.amazonwebservices.com.cn',
  'amazonaws.eu': 'api.amazonwebservices.eu',
  'c2s.ic.gov': 'api.aws.ic.gov',
  'sc2s.sgov.gov': 'api.aws.scloud',
  'cloud.adc-e.uk': 'api.cloud-aws.adc-e.uk',
  'csp.hci.ic.gov': 'api.aws.hci.ic.gov',
};

function dualStackDomainOf(region: string): string {
  // Its domain is that of the partition `aws`.
  if (region.startsWith('us-gov-')) return 'api.aws';
  const domain = domainOf(region);
  return DUAL_STACK_DOMAINS[domain] ?? domain;
}

/** Where Cognito's API answers in a region. */
export function regionalEndpoint({ region, useFipsEndpoint, useDualstackEndpoint }: EndpointVariant): string {
  const host = useFipsEndpoint ? 'cognito-idp-fips' : 'cognito-idp';
  return `https://${host}.${region}.${useDualstackEndpoint ? dualStackDomainOf(region) : domainOf(region)}`;
}
