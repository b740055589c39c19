import type { Group } from '../../users/group.js';
import { sure } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { misuse } from '../frame/failure.js';
import { firstOf } from '../frame/first-of.js';
import { withPool } from '../frame/pool.js';
import { when } from '../frame/words.js';
import type { Json } from '../shapes/shapes.js';
import { listUsers } from '../views/users.js';

const groupValue = (group: Group): Json<'groups create'> => ({
  name: group.name,
  description: group.description ?? null,
  precedence: group.precedence ?? null,
  roleArn: group.roleArn ?? null,
  createdAt: group.createdAt?.toISOString() ?? null,
});

/** `portcullis groups list`. */
export async function list(call: Call<{ readonly of?: string }>): Promise<void> {
  const { of } = call.options;
  await withPool(call, pool =>
    call.out.list(of === undefined ? pool.groups.list() : pool.groups.memberships(of), {
      columns: [
        { name: 'name', of: ({ name }) => name },
        { name: 'precedence', of: ({ precedence }) => precedence?.toString() },
        { name: 'description', of: ({ description }) => description },
        { name: 'role', of: ({ roleArn }) => roleArn },
        { name: 'created', of: ({ createdAt }) => when(createdAt) },
      ],
      value: groupValue,
      none: 'No groups.',
    }),
  );
}

interface GroupArguments {
  readonly description?: string;
  readonly precedence?: number;
  readonly roleArn?: string;
}

const settingsOf = ({ options: { description, precedence, roleArn } }: Call<GroupArguments>) => ({
  description,
  precedence,
  roleArn,
});

/** `portcullis groups create`. */
export async function create(call: Call<GroupArguments>): Promise<void> {
  const [name = ''] = call.args;
  const group = await withPool(call, pool => pool.groups.create({ name, ...settingsOf(call) }));
  await call.out.result(groupValue(group), `The group ${name} was created.`);
}

/** `portcullis groups update`. */
export async function update(call: Call<GroupArguments>): Promise<void> {
  const [name = ''] = call.args;
  const settings = settingsOf(call);
  if (Object.values(settings).every(setting => setting === undefined))
    throw misuse('there is nothing to change', 'See: portcullis groups update --help');
  const group = await withPool(call, pool => pool.groups.update(name, settings));
  await call.out.result(groupValue(group), `The group ${name} was changed.`);
}

async function remove(call: Call): Promise<void> {
  const [name = ''] = call.args;
  await sure(call, `Delete the group ${name}? Its members stay users.`);
  await withPool(call, pool => pool.groups.delete(name));
  const value: Json<'groups delete'> = { name, deleted: true };
  await call.out.result(value, `The group ${name} was deleted.`);
}

export { remove as delete, removeMember as remove };

/** `portcullis groups members`. */
export async function members(call: Call<{ readonly limit?: number }>): Promise<void> {
  const [name = ''] = call.args;
  await withPool(call, pool => listUsers(call, firstOf(pool.groups.members(name), call.options.limit)));
}

/** `portcullis groups add`. */
export async function add(call: Call): Promise<void> {
  const [group = '', username = ''] = call.args;
  await withPool(call, pool => pool.groups.add(username, group));
  const value: Json<'groups add'> = { group, username, member: true };
  await call.out.result(value, `${username} is in ${group}.`);
}

async function removeMember(call: Call): Promise<void> {
  const [group = '', username = ''] = call.args;
  await withPool(call, pool => pool.groups.remove(username, group));
  const value: Json<'groups remove'> = { group, username, member: false };
  await call.out.result(value, `${username} is not in ${group} any more.`);
}
