import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Cognito } from 'portcullis';
import { PycognitoClient } from 'portcullis/pycognito';
import { administratorOf, all } from '../helpers/managers.js';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const people = {
  clients: [
    {
      clientId: 'app',
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH' as const,
        'ALLOW_REFRESH_TOKEN_AUTH' as const,
        'ALLOW_ADMIN_USER_PASSWORD_AUTH' as const,
      ],
    },
  ],
  groups: [{ name: 'admins', description: 'They may', precedence: 1 }, { name: 'staff' }],
  users: [
    { ...ada, groups: ['admins'] },
    {
      username: 'bob',
      password: PASSWORD,
      status: 'UNCONFIRMED' as const,
      attributes: { 'custom:state': 'Maine' },
    },
  ],
};

/** What an administrator sees after, or of, each of our methods: from the cells of the guide's table. */
const outcomes: Readonly<Record<string, (cognito: Cognito) => Promise<void>>> = {
  'cognito.register': async cognito => {
    const attributes = { email: 'eve@example.com', 'custom:state': 'Virginia' };
    await cognito.register({ username: 'eve', password: PASSWORD, attributes });
    expect(await cognito.users.get('eve')).toMatchObject({
      attributes: { email: 'eve@example.com' },
      custom: { state: 'Virginia' },
    });
  },
  'cognito.users.create': async ({ users }) => {
    const user = await users.create({ username: 'eve', temporaryPassword: 'Temp-Horse-7' });
    expect(user).toMatchObject({ username: 'eve', status: 'FORCE_CHANGE_PASSWORD' });
  },
  'cognito.users.get': async ({ users }) => {
    expect(await users.get('ada')).toMatchObject({ status: 'CONFIRMED', enabled: true });
  },
  'cognito.users.list': async ({ users }) => {
    expect((await all(users.list())).map(({ username }) => username)).toEqual(['ada', 'bob']);
  },
  'cognito.users.from': async ({ users }) => {
    const user = users.from({ Username: 'ada', Attributes: [{ Name: 'email', Value: 'ada@example.com' }] });
    user.attributes.given_name = 'Ada';
    await user.save();
    expect((await users.get('ada')).attributes).toMatchObject({ ...user.attributes });
  },
  'user.save': async ({ users }) => {
    const user = await users.get('ada');
    user.attributes.given_name = 'Ada';
    await user.save();
    expect((await users.get('ada')).attributes.given_name).toBe('Ada');
  },
  'user.delete': async ({ users }) => {
    await (await users.get('ada')).delete();
    await expect(users.get('ada')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  },
  'cognito.users.updateAttributes': async ({ users }) => {
    await users.updateAttributes('ada', { given_name: 'Ada' });
    expect((await users.get('ada')).attributes.given_name).toBe('Ada');
  },
  'cognito.users.confirm': async ({ users }) => {
    await users.confirm('bob');
    expect((await users.get('bob')).status).toBe('CONFIRMED');
  },
  'cognito.users.resetPassword': async ({ users }) => {
    await users.resetPassword('ada');
    expect((await users.get('ada')).status).toBe('RESET_REQUIRED');
  },
  'cognito.users.enable': async ({ users }) => {
    await users.disable('ada');
    await users.enable('ada');
    expect((await users.get('ada')).enabled).toBe(true);
  },
  'cognito.users.disable': async ({ users }) => {
    await users.disable('ada');
    expect((await users.get('ada')).enabled).toBe(false);
  },
  'cognito.users.delete': async ({ users }) => {
    await users.delete('ada');
    await expect(users.get('ada')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  },
  'cognito.adminAuthenticate': async cognito => {
    expect((await cognito.adminAuthenticate(PASSWORD)).username).toBe('ada');
  },
  'cognito.groups.create': async ({ groups }) => {
    expect(await groups.create({ name: 'authors', precedence: 3 })).toMatchObject({ precedence: 3 });
  },
  'cognito.groups.get': async ({ groups }) => {
    expect(await groups.get('admins')).toMatchObject({ description: 'They may', precedence: 1 });
  },
  'cognito.groups.from': async ({ groups }) => {
    const group = groups.from({ GroupName: 'admins', Description: 'They may', Precedence: 1 });
    expect(await groups.get('admins')).toMatchObject({
      ...group,
      createdAt: expect.any(Date),
      modifiedAt: expect.any(Date),
    });
  },
  'cognito.groups.list': async ({ groups }) => {
    expect((await all(groups.list())).map(({ name }) => name).sort()).toEqual(['admins', 'staff']);
  },
  'cognito.groups.add': async ({ groups }) => {
    await groups.add('bob', 'admins');
    expect(await groups.hasGroups('bob', 'admins')).toBe(true);
  },
  'cognito.groups.remove': async ({ groups }) => {
    await groups.remove('ada', 'admins');
    expect(await groups.hasGroups('ada', 'admins')).toBe(false);
  },
  'cognito.groups.memberships': async ({ groups }) => {
    expect((await all(groups.memberships('ada'))).map(({ name }) => name)).toEqual(['admins']);
  },
  'cognito.groups.hasGroups': async ({ groups }) => {
    expect(await groups.hasGroups('ada', 'admins')).toBe(true);
    expect(await groups.hasGroups('ada', 'staff')).toBe(false);
  },
  'cognito.groups.requireGroups': async cognito => {
    const token = (await cognito.authenticate(PASSWORD)).accessToken;
    await expect(cognito.groups.requireGroups('admins')(who => who.username)(token)).resolves.toBe('ada');
    await expect(cognito.groups.requireGroups(['staff', 'admins'])(() => 'in')(token)).resolves.toBe('in');
    await expect(cognito.groups.requireGroups('staff')(() => 'in')(token)).rejects.toMatchObject({
      status: 403,
    });
  },
  'cognito.groups.groupsFromToken': async cognito => {
    const token = (await cognito.authenticate(PASSWORD)).accessToken;
    await expect(cognito.groups.groupsFromToken(token)).resolves.toEqual(['admins']);
  },
  'cognito.groups.groupsFromTokenUnverified': async cognito => {
    const token = (await cognito.authenticate(PASSWORD)).accessToken;
    expect(cognito.groups.groupsFromTokenUnverified(token)).toEqual(['admins']);
  },
  'cognito.info.createIdentityProvider': async ({ info }) => {
    expect(await info.createIdentityProvider(google)).toMatchObject(google);
  },
  'cognito.info.getIdentityProvider': async ({ info }) => {
    await info.createIdentityProvider(google);
    expect(await info.getIdentityProvider('Google')).toMatchObject(google);
  },
  'cognito.info.updateIdentityProvider': async ({ info }) => {
    await info.createIdentityProvider(google);
    await info.updateIdentityProvider('Google', { details: { client_id: 'other' } });
    expect((await info.getIdentityProvider('Google')).details).toEqual({ client_id: 'other' });
  },
  'cognito.info.getClient': async ({ info }) => {
    expect(await info.getClient()).toMatchObject({ clientId: 'app', hasSecret: false });
  },
  'cognito.info.updateClient': async ({ info }) => {
    await info.updateClient({ ClientName: 'The shop' });
    expect(await info.getClient()).toMatchObject({ name: 'The shop', authFlows: { length: 3 } });
  },
  'cognito.info.getUserPool': async ({ info }) => {
    expect(await info.getUserPool()).toMatchObject({ mfa: 'OFF', estimatedUsers: 2 });
  },
  'cognito.info.validateConfig': async ({ info }) => {
    expect(await info.validateConfig()).toEqual({ valid: true, problems: [] });
  },
};

const google = { name: 'Google', type: 'Google' as const, details: { client_id: 'id' } };

const guide = readFileSync(resolve(__dirname, '../../docs/users.md'), 'utf8');
const rows = [...guide.matchAll(/^\| ((?:pycognito|Sanctum) .+?) \| `(.+?)` \|$/gm)].map(
  ([, theirs = '', ours = '']) => [theirs.replaceAll('`', ''), ours] as const,
);

test.each(rows)('%s is %s', async (_, ours) => {
  const outcome = outcomes[ours];
  if (!outcome) throw new Error(`nothing here calls ${ours}`);
  await outcome(administratorOf(await poolWith(people)));
});

test('the table has a row for every administrator’s method of theirs', () => {
  const named = rows.map(([theirs]) => theirs).join(' ');
  const theirs =
    'admin_confirm_sign_up admin_authenticate admin_update_profile get_users admin_get_user admin_create_user admin_delete_user admin_reset_password get_group get_groups admin_add_user_to_group admin_remove_user_from_group admin_list_groups_for_user admin_enable_user admin_disable_user admin_create_identity_provider admin_describe_identity_provider admin_update_identity_provider describe_user_pool_client admin_update_user_pool_client get_user_obj get_group_obj get_client_info get_user_pool_info validate_config authenticate_admin create_group assign_user_to_group remove_user_from_group get_user_groups extract_groups_from_token check_group_membership check_any_group_membership list_all_groups require_group require_any_group create_user update_user_attributes delete_user user_has_group add_user_to_group get_groups_from_token'.split(
      ' ',
    );
  expect(theirs.filter(method => !new RegExp(`\\b${method}\\b`).test(named))).toEqual([]);
});

describe('under pycognito’s own names', () => {
  const theirs = [...guide.matchAll(/^\| pycognito `([a-z_]+)`/gm)].map(([, name]) => name as string);
  const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

  test.each(theirs)('%s is there', name => {
    expect(PycognitoClient.prototype).toHaveProperty(camelCase(name));
  });

  test('attributes are set before the registration that sends them', async () => {
    const cognito = administratorOf(await poolWith(people));
    cognito.setBaseAttributes({ name: 'Nobody' });
    cognito.setBaseAttributes({ email: 'eve@example.com', given_name: 'Eve' });
    cognito.addCustomAttributes({ state: 'Virginia' });
    await cognito.register({ username: 'eve', password: PASSWORD, attributes: { given_name: 'Eva' } });
    const { attributes, custom } = await cognito.users.get('eve');
    expect(attributes).toEqual({ email: 'eve@example.com', given_name: 'Eva' });
    expect(custom).toEqual({ state: 'Virginia' });
  });

  test('methods take the user of the object where none is named', async () => {
    const pool = await poolWith(people);
    const cognito = administratorOf(pool, { username: 'bob' });
    await cognito.adminConfirmSignUp();
    await cognito.adminUpdateProfile({ email: 'bob@example.com', email_verified: true });
    await cognito.adminAddUserToGroup('bob', 'staff');
    expect(await cognito.adminGetUser()).toMatchObject({ username: 'bob', status: 'CONFIRMED' });
    expect((await all(cognito.adminListGroupsForUser())).map(({ name }) => name)).toEqual(['staff']);
    await cognito.adminDisableUser();
    expect((await cognito.adminGetUser()).enabled).toBe(false);
    await cognito.adminEnableUser();
    await cognito.adminRemoveUserFromGroup('bob', 'staff');
    await cognito.adminResetPassword();
    expect(await cognito.adminGetUser('bob')).toMatchObject({ status: 'RESET_REQUIRED', enabled: true });
    await cognito.adminDeleteUser();
    expect((await all(cognito.getUsers())).map(({ username }) => username)).toEqual(['ada']);
  });

  test('groups, the app client and identity providers are reached as well', async () => {
    const cognito = administratorOf(await poolWith(people));
    await cognito.adminCreateUser({ username: 'eve', temporaryPassword: 'Temp-Horse-7' });
    expect(await cognito.getGroup('admins')).toMatchObject({ precedence: 1 });
    expect((await all(cognito.getGroups())).map(({ name }) => name)).toEqual(['admins', 'staff']);
    expect(await cognito.describeUserPoolClient()).toMatchObject({ clientId: 'app' });
    await cognito.adminUpdateUserPoolClient({ ClientName: 'The app' });
    const provider = { name: 'Corp', type: 'OIDC', details: { client_id: 'corp' } } as const;
    await cognito.adminCreateIdentityProvider(provider);
    await cognito.adminUpdateIdentityProvider('Corp', { identifiers: ['corp.example'] });
    expect(await cognito.adminDescribeIdentityProvider('Corp')).toMatchObject({
      identifiers: ['corp.example'],
    });
  });
});
