import * as v from 'valibot';
import { check, nonEmpty } from '../../internal/options.js';
import type { Pool } from '../pool/pool.js';
import { refuseAtLimit } from '../state/quotas.js';
import { assertOwn, type GatesCaller } from './caller.js';
import { members } from './members.js';
import { GatesRefusal } from './refusal.js';

const clients = v.nullish(v.array(nonEmpty, 'must be a list of clients'), []);
const input = members({ user_id: nonEmpty, clients_to_add: clients, clients_to_remove: clients });

/** `PUT /update-user`: adds clients to a user and removes others; all of it, or nothing. */
export function updateUser(body: unknown, caller: GatesCaller, pool: Pool) {
  const { user_id, clients_to_add: added, clients_to_remove: removed } = check(input, body, 'body');
  const named = [...added, ...removed];
  if (named.length === 0) throw new GatesRefusal(400, 'body must name clients_to_add or clients_to_remove');
  if (added.some(client => removed.includes(client)))
    throw new GatesRefusal(400, 'body must not add and remove one client');
  assertOwn(caller, named);
  for (const client of named) requireClient(client, pool);
  const user = pool.users.findBySub(user_id);
  if (!user) throw new GatesRefusal(404, 'There is no user with this user_id');
  // A user who was just created has no client yet; any other has to be in one of the caller's clients.
  if (user.groups.length > 0 && !user.groups.some(group => caller.clients.includes(group)))
    assertOwn(caller, user.groups);
  const kept = user.groups.filter(group => !removed.includes(group));
  const groups = [...new Set([...kept, ...added])];
  if (added.length > 0) refuseAtLimit('groups of the user', groups.length - 1);
  pool.users.save({ ...user, groups });
  return {};
}

/** @throws GatesRefusal with 404 */
export function requireClient(name: string, { groups }: Pool): void {
  if (!groups.find(name)) throw new GatesRefusal(404, `There is no client ${name}`);
}
