/** What stands for the Region that calls go to first, whichever it is. */
export const HOME = 'home';

/** An AWS partition: which regions it has, and the domain of its endpoints. */
interface Partition {
  readonly regions: RegExp;
  readonly domain: string;
}

/** As the AWS SDK has them. Regions that are in none of these, or not known yet, are in the partition `aws`. */
const PARTITIONS: readonly Partition[] = [
  { regions: /^cn-/, domain: 'amazonaws.com.cn' },
  { regions: /^eusc-/, domain: 'amazonaws.eu' },
  { regions: /^us-iso-/, domain: 'c2s.ic.gov' },
  { regions: /^us-isob-/, domain: 'sc2s.sgov.gov' },
  { regions: /^eu-isoe-/, domain: 'cloud.adc-e.uk' },
  { regions: /^(us|eu)-isof-/, domain: 'csp.hci.ic.gov' },
  { regions: /^us-gov-/, domain: 'amazonaws.com' },
];

const partitionOf = (region: string): Partition | undefined =>
  PARTITIONS.find(({ regions }) => regions.test(region));

/** The domain of a region's endpoints, which issuers of tokens have, too. */
export const domainOf = (region: string): string => partitionOf(region)?.domain ?? 'amazonaws.com';

/** Whether a pool of the region can opt in to a second form of issuer: in the partition `aws`. */
export const hasSecondIssuer = (region: string): boolean => !partitionOf(region);
