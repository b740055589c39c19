import { withoutSlashes } from './http-url.js';
import { hasSecondIssuer } from './partitions.js';
import { issuerBase } from './regions.js';
import { parseUserPoolId } from './user-pool-id.js';

/** What the issuer of a pool's tokens follows from. */
export interface IssuerOptions {
  readonly userPoolId: string;
  /** Where the API answers, when that is not AWS. A pool there issues as `{endpoint}/{userPoolId}`. */
  readonly endpoint?: string | undefined;
  /** The issuer itself, when neither the region nor the endpoint gives it. */
  readonly issuer?: string | undefined;
}

/** The issuer of a pool in one Region, or at one address. */
const issuerAt = (place: string, userPoolId: string): string =>
  `${withoutSlashes(issuerBase(place))}/${userPoolId}`;

/**
 * The `iss` of a pool's tokens: the one given, else the pool at the endpoint given, else AWS's for the region.
 *
 * @throws {InvalidOptionError} when the user pool id is malformed.
 */
export function issuerOf({ userPoolId, endpoint, issuer }: IssuerOptions): string {
  const { region } = parseUserPoolId(userPoolId);
  if (issuer !== undefined) return issuer;
  return issuerAt(endpoint ?? region, userPoolId);
}

/**
 * Every `iss` that a pool's tokens may carry, the usual one first. On AWS a pool can opt in to a second form, whose
 * keys answer 403 until it has, and which its replicas then use too; nothing else is known to have two.
 *
 * @throws {InvalidOptionError} when the user pool id is malformed.
 */
export function issuersOf(options: IssuerOptions): readonly [string, ...string[]] {
  const { userPoolId, endpoint, issuer } = options;
  const usual = issuerOf(options);
  const { region } = parseUserPoolId(userPoolId);
  if (endpoint !== undefined || issuer !== undefined || !hasSecondIssuer(region)) return [usual];
  return [usual, `https://issuer-cognito-idp.${region}.amazonaws.com/${userPoolId}`];
}

/** The `iss` of the replicas of a pool that has not opted in to the second form: each issues by its own Region. */
export const replicaIssuersOf = (userPoolId: string, replicas: readonly string[]): string[] =>
  replicas.map(replica => issuerAt(replica, userPoolId));

/** Where an issuer publishes its signing keys. */
export const jwksUriOf = (issuer: string): string => `${withoutSlashes(issuer)}/.well-known/jwks.json`;
