import { InvalidOptionError } from '../errors/invalid-option.js';

/** `UserPoolIdType` of the Cognito API: a region, an underscore, and the pool's own name. */
const USER_POOL_ID = /^([\w-]+)_([0-9a-zA-Z]+)$/;
const LONGEST = 55;

/** The two halves of a user pool id. */
export interface UserPoolIdParts {
  /** Such as `eu-west-1`. */
  readonly region: string;
  /** What follows the underscore; SRP hashes it. */
  readonly poolName: string;
}

/** @throws {InvalidOptionError} when `id` does not have the form of a user pool id. */
export function parseUserPoolId(id: string): UserPoolIdParts {
  const [, region, poolName] = (id.length <= LONGEST && USER_POOL_ID.exec(id)) || [];
  if (!region || !poolName)
    throw new InvalidOptionError(
      'userPoolId',
      'must have the form of a user pool id, such as eu-west-1_AbCdEf123',
    );
  return { region, poolName };
}
