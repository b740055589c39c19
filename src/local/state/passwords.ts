import type { RandomSource } from '../../internal/seams.js';
import { checkPassword, createVerifier } from '../../srp/server.js';
import { type PoolSettings, poolNameOf } from './settings.js';
import type { SrpPassword } from './user-record.js';

/** What to keep of a new password. */
export function keepPassword(
  settings: PoolSettings,
  username: string,
  password: string,
  random: RandomSource,
): SrpPassword {
  return createVerifier({ poolName: poolNameOf(settings), username, password, random });
}

/** Whose password it is, and what is kept of it. */
interface Holder extends SrpPassword {
  readonly username: string;
}

/** Whether `password` is the holder's, tried against the verifier. */
export const passwordMatches = (
  settings: PoolSettings,
  { username, salt, verifier }: Holder,
  password: string,
): boolean => checkPassword({ poolName: poolNameOf(settings), username, password, salt, verifier });
