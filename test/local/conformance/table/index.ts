import { accountRows } from './account.js';
import { adminUserRows } from './admin-users.js';
import { deviceRows } from './devices.js';
import { groupRows } from './groups.js';
import { identityProviderRows } from './identity-providers.js';
import { keptRows } from './kept.js';
import { poolPartRows } from './pool-parts.js';
import { poolRows } from './pools.js';
import type { Rows } from './row.js';
import { secondFactorRows } from './second-factors.js';
import { sessionRows } from './sessions.js';
import { signInRows } from './sign-in.js';
import { signUpRows } from './sign-up.js';
import { userImportRows } from './user-imports.js';

/** Every operation that the local pool serves, and what it promises. */
export const table: Rows = {
  ...signUpRows,
  ...signInRows,
  ...accountRows,
  ...secondFactorRows,
  ...deviceRows,
  ...sessionRows,
  ...adminUserRows,
  ...groupRows,
  ...poolRows,
  ...poolPartRows,
  ...keptRows,
  ...identityProviderRows,
  ...userImportRows,
};
