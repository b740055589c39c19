import { custom, list, optional } from '../internal/schemas.js';
import { type EndpointVariant, regionalEndpoint } from './endpoint.js';
import { isHttpUrl, withoutSlashes } from './http-url.js';
import { domainOf } from './partitions.js';

/** Where a pool answers: in one Region, or at one address elsewhere. */
export interface PoolRegion {
  /** The Region's name, or the address; `HOME` for the one that calls go to first. */
  readonly name: string;
  readonly address: string;
}

/** In the order to try. */
export type PoolRegions = readonly [PoolRegion, ...PoolRegion[]];

const REGION = /^[a-z]+(-[a-z]+)+-\d+$/;

/** The schema of the option `replicas`: names of Regions, or addresses. */
export const replicaNames = optional(
  list(
    custom<string>(
      name => isHttpUrl(name) || (typeof name === 'string' && REGION.test(name)),
      'must be a Region such as us-east-1, or the http or https URL of a replica elsewhere',
      withoutSlashes,
    ),
    'must be a list of Regions',
  ),
  [],
);

const isAddress = (name: string): boolean => name.includes('://');

/** The place of a Region or an address. */
export const poolRegion = (name: string, variant: Omit<EndpointVariant, 'region'>): PoolRegion => ({
  name,
  address: isAddress(name) ? name : regionalEndpoint({ ...variant, region: name }),
});

/** What the `iss` of tokens from a Region or an address begins with. */
export const issuerBase = (name: string): string =>
  isAddress(name) ? name : `https://cognito-idp.${name}.${domainOf(name)}`;
