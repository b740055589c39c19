import { CognitoException } from '../internal/exception.js';

/** The service's default quotas for one pool. */
const MOST = {
  'groups in the user pool': 10_000,
  'groups of the user': 100,
  'import jobs of the user pool': 1000,
} as const;

/** @param count How many there are already. @throws LimitExceededException where that is as many as there may be. */
export function refuseAtLimit(what: keyof typeof MOST, count: number): void {
  if (count < MOST[what]) return;
  throw new CognitoException(
    'LimitExceededException',
    `There are ${MOST[what]} ${what}, which is the limit.`,
  );
}
