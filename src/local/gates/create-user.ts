import * as v from 'valibot';
import { GATES_ROLES } from '../../internal/gates-role.js';
import { check, nonEmpty } from '../../internal/options.js';
import { adminCreateUser } from '../operations/admin-create-user.js';
import { validate } from '../operations/validate.js';
import type { Pool } from '../pool/pool.js';
import { isEmail } from '../state/attributes.js';
import type { GatesCaller } from './caller.js';
import { members } from './members.js';
import { GatesRefusal } from './refusal.js';

const input = members({
  email: v.pipe(nonEmpty, v.check(isEmail, 'must be an e-mail address')),
  name: nonEmpty,
  role: v.picklist(GATES_ROLES, `must be one of ${GATES_ROLES.join(', ')}`),
});

/** `POST /create-user`: invites a user, as AdminCreateUser does; the temporary password goes to their e-mail. */
export async function createUser(body: unknown, caller: GatesCaller, pool: Pool) {
  const { email, name, role } = check(input, body, 'body');
  assertMayCreate(caller, role);
  // The backend knows users by their e-mail address, whatever the pool calls them.
  if (!pool.users.withValue('email', email).next().done)
    throw new GatesRefusal(409, 'A user with this e-mail address already exists');
  const attributes = { email, email_verified: 'true', name, 'custom:general_role': role };
  const request = {
    UserPoolId: pool.settings().Id,
    Username: email,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    DesiredDeliveryMediums: ['EMAIL'],
  };
  await adminCreateUser.handle(validate(adminCreateUser.input, request), pool);
  return { sub: pool.users.require(email).sub };
}

/** A client's administrator creates no role above their own, and needs a client to put users into. */
function assertMayCreate({ role, clients }: GatesCaller, wanted: string): void {
  if (role === 'INTERNAL_ADMIN') return;
  if (wanted.startsWith('INTERNAL_'))
    throw new GatesRefusal(403, 'CLIENT_ADMIN creates only CLIENT_ADMIN and CLIENT_USER');
  if (clients.length === 0) throw new GatesRefusal(403, 'CLIENT_ADMIN has no client to create users for');
}
