import type { User } from '../../users/user.js';
import type { Call } from '../frame/call.js';
import { when } from '../frame/words.js';
import type { Json } from '../shapes/shapes.js';

/** Shows users, whatever they were listed by. */
export const listUsers = (call: Call, users: AsyncIterable<User>): Promise<void> =>
  call.out.list(users, {
    columns: [
      { name: 'username', of: user => user.username },
      { name: 'status', of: user => user.status },
      { name: 'enabled', of: user => (user.enabled ? 'yes' : 'no') },
      { name: 'email', of: user => user.attributes.email },
      { name: 'created', of: user => when(user.createdAt) },
    ],
    value: userValue,
    none: 'No users.',
  });

/** A user as JSON has them. */
export function userValue(user: User): Json<'users list'>[number] {
  const { username, sub, status, enabled, attributes, custom, createdAt, modifiedAt } = user;
  const [created, modified] = [createdAt?.toISOString() ?? null, modifiedAt?.toISOString() ?? null];
  const all = {
    ...attributes,
    ...Object.fromEntries(Object.entries(custom).map(([name, value]) => [`custom:${name}`, value])),
  };
  return {
    username,
    sub,
    status,
    enabled,
    attributes: all as Record<string, string | boolean>,
    createdAt: created,
    modifiedAt: modified,
  };
}
