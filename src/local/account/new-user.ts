import type { Pool } from '../pool/pool.js';
import type { SrpPassword, UserRecord } from '../state/user-record.js';

type About = Pick<UserRecord, 'username' | 'sub' | 'attributes' | 'status'> & {
  readonly password?: SrpPassword | undefined;
};

/** The record of a new user. */
export const newUserRecord = ({ now }: Pick<Pool, 'now'>, { password, ...about }: About): UserRecord => ({
  ...about,
  enabled: true,
  groups: [],
  mfa: [],
  ...(password && { password }),
  createdAt: now(),
  modifiedAt: now(),
});
