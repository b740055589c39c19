import type { Behaviour } from '../behaviour.js';
import { tryAccount } from './account.js';
import { tryFlows } from './flows.js';
import { trySession } from './session.js';

/** The behaviour of `portcullis/web`. */
export const run: Behaviour = async ({ web, check }) => {
  await tryFlows(web, check);
  await trySession(web, check);
  await tryAccount(web, check);
};
