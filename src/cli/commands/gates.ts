import { IncompleteUserError } from '../../errors/gates.js';
import type { UserDetails } from '../../gates/users.js';
import type { GatesRole } from '../../internal/gates-role.js';
import type { Call } from '../frame/call.js';
import { misuse } from '../frame/failure.js';
import { firstOf } from '../frame/first-of.js';
import { withSession } from '../frame/session.js';
import type { Json } from '../shapes/shapes.js';

interface CreateArguments {
  readonly name: string;
  readonly role: GatesRole;
  readonly client: string;
}

/** `portcullis gates create`. */
export async function create(call: Call<CreateArguments>): Promise<void> {
  const [email = ''] = call.args;
  const { name, role, client } = call.options;
  call.config.need('gatesUrl');
  const { sub } = await withSession(call, cognito =>
    cognito.gates.createUser({ email, name, role, client }).catch((error: unknown) => {
      throw error instanceof IncompleteUserError ? error.withAdvice(givingClient(error)) : error;
    }),
  );
  const value: Json<'gates create'> = { sub, email, client };
  await call.out.result(value, `${email} was invited; their id is ${sub}.`);
}

const givingClient = ({ sub }: IncompleteUserError): string =>
  `Give them a client: portcullis gates update ${sub} --add <client>`;

interface UpdateArguments {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** `portcullis gates update`. */
export async function update(call: Call<UpdateArguments>): Promise<void> {
  const [userId = ''] = call.args;
  const { add = [], remove = [] } = call.options;
  if (add.length + remove.length === 0)
    throw misuse(
      'no client to give or to take is named',
      'Pass --add <clients...> or --remove <clients...>.',
    );
  call.config.need('gatesUrl');
  await withSession(call, cognito =>
    cognito.gates.updateUser({ userId, clientsToAdd: add, clientsToRemove: remove }),
  );
  const value: Json<'gates update'> = { userId, added: [...add], removed: [...remove] };
  await call.out.result(value, `${userId} was changed.`);
}

interface ListArguments {
  readonly email?: string;
  readonly name?: string;
  readonly role?: GatesRole;
  readonly limit?: number;
}

/** `portcullis gates list`. */
export async function list(call: Call<ListArguments>): Promise<void> {
  const [client = ''] = call.args;
  const { email: emailFilter, name: nameFilter, role: roleFilter, limit } = call.options;
  call.config.need('gatesUrl');
  await withSession(call, cognito =>
    call.out.list(firstOf(cognito.gates.listUsers({ client, emailFilter, nameFilter, roleFilter }), limit), {
      columns: [
        { name: 'id', of: ({ userId }) => userId },
        { name: 'name', of: ({ name }) => name },
        { name: 'email', of: ({ email }) => email },
        { name: 'role', of: ({ role }) => role },
        { name: 'clients', of: ({ clients }) => clients.join(', ') },
        { name: 'enabled', of: ({ enabled }) => (enabled ? 'yes' : 'no') },
      ],
      value: ({
        userId,
        name,
        email,
        role,
        clients,
        enabled,
        userStatus,
      }: UserDetails): Json<'gates list'>[number] => ({
        userId,
        name,
        email,
        role: role ?? null,
        clients: [...clients],
        enabled,
        status: userStatus,
      }),
      none: 'No people.',
    }),
  );
}
