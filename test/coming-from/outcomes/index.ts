import type { Outcomes } from '../scene.js';
import { account } from './account.js';
import { administration } from './administration.js';
import { devices } from './devices.js';
import { gates } from './gates.js';
import { local } from './local.js';
import { provisioning } from './provisioning.js';
import { signIn } from './sign-in.js';
import { srp } from './srp.js';
import { verification } from './verification.js';

/** What each of our names does that a page of `docs/coming-from` gives in place of another library's. */
export const outcomes: Outcomes = {
  ...signIn,
  ...account,
  ...devices,
  ...administration,
  ...gates,
  ...provisioning,
  ...local,
  ...srp,
  ...verification,
};
