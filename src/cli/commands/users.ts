import { UserFilter } from '../../users/filter.js';
import { askNewPassword, isInteractive, readStdin, sure } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { misuse } from '../frame/failure.js';
import { firstOf } from '../frame/first-of.js';
import { withPool } from '../frame/pool.js';
import { when } from '../frame/words.js';
import type { Json } from '../shapes/shapes.js';
import { listUsers, userValue } from '../views/users.js';

interface ListArguments {
  readonly filter?: { readonly attribute: string; readonly operator: '=' | '^='; readonly value: string };
  readonly limit?: number;
}

/** `portcullis users list`. */
export async function list(call: Call<ListArguments>): Promise<void> {
  const { filter, limit } = call.options;
  const given = filter && { filter: new UserFilter(filter.attribute, filter.operator, filter.value) };
  await withPool(call, async pool => listUsers(call, firstOf(pool.users.list(given), limit)));
}

/** `portcullis users get`. */
export async function get(call: Call): Promise<void> {
  const [username = ''] = call.args;
  await withPool(call, async pool => {
    const user = await pool.users.get(username);
    const groups = (await pool.users.groups(username).toArray()).map(({ name }) => name);
    const value: Json<'users get'> = {
      ...userValue(user),
      mfa: [...(user.mfa ?? [])],
      preferredMfa: user.preferredMfa ?? null,
      groups,
    };
    await call.out.record(value, [
      ['username', user.username],
      ['sub', user.sub],
      ['status', user.status],
      ['enabled', user.enabled ? 'yes' : 'no'],
      ...Object.entries(value.attributes).map(([name, text]) => [name, String(text)] as const),
      ['second factors', value.mfa.join(', ') || 'none'],
      ['preferred', user.preferredMfa],
      ['groups', groups.join(', ') || 'none'],
      ['created', when(user.createdAt)],
      ['modified', when(user.modifiedAt)],
    ]);
  });
}

interface CreateArguments {
  readonly attribute?: Readonly<Record<string, string>>;
  readonly invite?: 'email' | 'sms' | 'none';
  readonly passwordStdin?: true;
}

/** `portcullis users create`. */
export async function create(call: Call<CreateArguments>): Promise<void> {
  const { options, args, out } = call;
  const [username = ''] = args;
  const { attribute, invite, passwordStdin } = options;
  const password = passwordStdin ? await readStdin() : undefined;
  if (password !== undefined && invite && invite !== 'none')
    throw misuse('a user with a password is sent no invitation', 'Leave --invite or --password-stdin out.');
  const how = invite === 'none' ? { messageAction: 'SUPPRESS' as const } : mediaOf(invite);
  await withPool(call, async pool => {
    const user = await pool.users.create({
      username,
      ...(attribute && { attributes: attribute }),
      ...(password === undefined ? how : { password }),
    });
    const value: Json<'users create'> = userValue(user);
    await out.result(value, `${user.username} was created; status ${user.status}.`);
  });
}

const mediaOf = (invite: 'email' | 'sms' | undefined) =>
  invite && { desiredDeliveryMediums: [invite === 'email' ? ('EMAIL' as const) : ('SMS' as const)] };

interface PasswordArguments {
  readonly temporary?: true;
  readonly passwordStdin?: true;
}

/** `portcullis users set-password`. */
export async function setPassword(call: Call<PasswordArguments>): Promise<void> {
  const [username = ''] = call.args;
  const { temporary = false, passwordStdin } = call.options;
  if (!passwordStdin && !isInteractive())
    throw misuse('there is no terminal to ask for the password on', 'Pass --password-stdin.');
  const password = passwordStdin ? await readStdin() : await askNewPassword(`New password of ${username}:`);
  await withPool(call, pool => pool.users.setPassword(username, password, { permanent: !temporary }));
  const value: Json<'users set-password'> = { username, temporary };
  await call.out.result(value, `${username} has a new ${temporary ? 'temporary ' : ''}password.`);
}

/** `portcullis users enable`. */
export async function enable(call: Call): Promise<void> {
  const [username = ''] = call.args;
  await withPool(call, pool => pool.users.enable(username));
  const value: Json<'users enable'> = { username, enabled: true };
  await call.out.result(value, `${username} may sign in.`);
}

/** `portcullis users disable`. */
export async function disable(call: Call): Promise<void> {
  const [username = ''] = call.args;
  await withPool(call, pool => pool.users.disable(username));
  const value: Json<'users disable'> = { username, enabled: false };
  await call.out.result(value, `${username} may not sign in any more.`);
}

/** `portcullis users reset`. */
export async function reset(call: Call): Promise<void> {
  const [username = ''] = call.args;
  await sure(call, `End the password of ${username} and send them a code?`);
  await withPool(call, pool => pool.users.resetPassword(username));
  const value: Json<'users reset'> = { username, reset: true };
  await call.out.result(value, `${username} was sent a code for choosing a new password.`);
}

async function remove(call: Call): Promise<void> {
  const [username = ''] = call.args;
  await sure(call, `Delete ${username} for good?`);
  await withPool(call, pool => pool.users.delete(username));
  const value: Json<'users delete'> = { username, deleted: true };
  await call.out.result(value, `${username} was deleted.`);
}

export { remove as delete };
