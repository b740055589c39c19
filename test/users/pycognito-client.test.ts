import { PycognitoClient } from 'portcullis/pycognito';
import { publicNames } from '../coming-from/public-names.js';
import { administratorOf, all } from '../helpers/managers.js';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const people = {
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

test('it has pycognito’s own names, and every one for administrators', () => {
  const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  const theirs = publicNames('pycognito').filter(name => !/[A-Z.]/.test(name));
  const ours = Object.getOwnPropertyNames(PycognitoClient.prototype).filter(name => name !== 'constructor');
  expect(ours.filter(name => !theirs.map(camelCase).includes(name))).toEqual([]);
  const administrators = theirs
    .filter(name => /^(admin|get_(users|group|groups)|describe)(_|$)/.test(name))
    .map(camelCase);
  expect(administrators.filter(name => !(name in PycognitoClient.prototype))).toEqual([]);
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
