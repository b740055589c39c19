import type { RandomSource } from '../../internal/seams.js';
import { checkPassword, createVerifier } from '../../srp/server.js';
import { type PoolSettings, poolNameOf } from './settings.js';
import type { SrpPassword, UserRecord } from './user-record.js';

/** What to keep of a new password. */
export function keepPassword(
  settings: PoolSettings,
  username: string,
  password: string,
  random: RandomSource,
): SrpPassword {
  return createVerifier({ poolName: poolNameOf(settings), username, password, random });
}

/** Whether `password` is the user's, tried against the verifier. False for a user without one. */
export function passwordMatches(settings: PoolSettings, user: UserRecord, password: string): boolean {
  if (!user.password) return false;
  const { salt, verifier } = user.password;
  return checkPassword({ poolName: poolNameOf(settings), username: user.username, password, salt, verifier });
}
