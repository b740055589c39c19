import { where } from 'portcullis';
import { all } from '../../helpers/managers.js';
import type { Outcomes } from '../scene.js';

const google = { name: 'Google', type: 'Google' as const, details: { client_id: 'id' } };

/** What administrators do, by each of our names. */
export const administration: Outcomes = {
  'cognito.users.create': async ({ client }) => {
    const { users } = client();
    const user = await users.create({ username: 'eve', temporaryPassword: 'Temp-Horse-7' });
    expect(user).toMatchObject({ username: 'eve', status: 'FORCE_CHANGE_PASSWORD' });
  },
  'cognito.users.get': async ({ client }) => {
    const { users } = client();
    expect(await users.get('ada')).toMatchObject({ status: 'CONFIRMED', enabled: true });
  },
  'cognito.users.list': async ({ client }) => {
    const { users } = client();
    expect((await all(users.list())).map(({ username }) => username)).toEqual(
      expect.arrayContaining(['ada', 'bob']),
    );
  },
  'cognito.users.from': async ({ client }) => {
    const { users } = client();
    const user = users.from({ Username: 'ada', Attributes: [{ Name: 'email', Value: 'ada@example.com' }] });
    user.attributes.given_name = 'Ada';
    await user.save();
    expect((await users.get('ada')).attributes).toMatchObject({ ...user.attributes });
  },
  'user.save': async ({ client }) => {
    const { users } = client();
    const user = await users.get('ada');
    user.attributes.given_name = 'Ada';
    await user.save();
    expect((await users.get('ada')).attributes.given_name).toBe('Ada');
  },
  'user.delete': async ({ client }) => {
    const { users } = client();
    await (await users.get('ada')).delete();
    await expect(users.get('ada')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  },
  'cognito.users.updateAttributes': async ({ client }) => {
    const { users } = client();
    await users.updateAttributes('ada', { given_name: 'Ada' });
    expect((await users.get('ada')).attributes.given_name).toBe('Ada');
  },
  'cognito.users.confirm': async ({ client }) => {
    const { users } = client();
    await users.confirm('bob');
    expect((await users.get('bob')).status).toBe('CONFIRMED');
  },
  'cognito.users.resetPassword': async ({ client }) => {
    const { users } = client();
    await users.resetPassword('ada');
    expect((await users.get('ada')).status).toBe('RESET_REQUIRED');
  },
  'cognito.users.enable': async ({ client }) => {
    const { users } = client();
    await users.disable('ada');
    await users.enable('ada');
    expect((await users.get('ada')).enabled).toBe(true);
  },
  'cognito.users.disable': async ({ client }) => {
    const { users } = client();
    await users.disable('ada');
    expect((await users.get('ada')).enabled).toBe(false);
  },
  'cognito.users.delete': async ({ client }) => {
    const { users } = client();
    await users.delete('ada');
    await expect(users.get('ada')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  },
  'cognito.groups.create': async ({ client }) => {
    const { groups } = client();
    expect(await groups.create({ name: 'authors', precedence: 3 })).toMatchObject({ precedence: 3 });
  },
  'cognito.groups.get': async ({ client }) => {
    const { groups } = client();
    expect(await groups.get('admins')).toMatchObject({ description: 'They may', precedence: 1 });
  },
  'cognito.groups.from': async ({ client }) => {
    const { groups } = client();
    const group = groups.from({ GroupName: 'admins', Description: 'They may', Precedence: 1 });
    expect(await groups.get('admins')).toMatchObject({
      ...group,
      createdAt: expect.any(Date),
      modifiedAt: expect.any(Date),
    });
  },
  'cognito.groups.list': async ({ client }) => {
    const { groups } = client();
    expect((await all(groups.list())).map(({ name }) => name).sort()).toEqual(['admins', 'staff']);
  },
  'cognito.groups.add': async ({ client }) => {
    const { groups } = client();
    await groups.add('bob', 'admins');
    expect(await groups.hasGroups('bob', 'admins')).toBe(true);
  },
  'cognito.groups.remove': async ({ client }) => {
    const { groups } = client();
    await groups.remove('ada', 'admins');
    expect(await groups.hasGroups('ada', 'admins')).toBe(false);
  },
  'cognito.groups.memberships': async ({ client }) => {
    const { groups } = client();
    expect((await all(groups.memberships('ada'))).map(({ name }) => name)).toEqual(['admins']);
  },
  'cognito.groups.hasGroups': async ({ client }) => {
    const { groups } = client();
    expect(await groups.hasGroups('ada', 'admins')).toBe(true);
    expect(await groups.hasGroups('ada', 'staff')).toBe(false);
  },
  'cognito.groups.requireGroups': async ({ signedIn }) => {
    const cognito = await signedIn();
    const token = await cognito.getAccessToken();
    await expect(cognito.groups.requireGroups('admins')(who => who.username)(token)).resolves.toBe('ada');
    await expect(cognito.groups.requireGroups(['staff', 'admins'])(() => 'in')(token)).resolves.toBe('in');
    await expect(cognito.groups.requireGroups('staff')(() => 'in')(token)).rejects.toMatchObject({
      status: 403,
    });
  },
  'cognito.groups.groupsFromToken': async ({ signedIn }) => {
    const cognito = await signedIn();
    const token = await cognito.getAccessToken();
    await expect(cognito.groups.groupsFromToken(token)).resolves.toEqual(['admins']);
  },
  'cognito.groups.groupsFromTokenUnverified': async ({ signedIn }) => {
    const cognito = await signedIn();
    const token = await cognito.getAccessToken();
    expect(cognito.groups.groupsFromTokenUnverified(token)).toEqual(['admins']);
  },
  'cognito.info.createIdentityProvider': async ({ client }) => {
    const { info } = client();
    expect(await info.createIdentityProvider(google)).toMatchObject(google);
  },
  'cognito.info.getIdentityProvider': async ({ client }) => {
    const { info } = client();
    await info.createIdentityProvider(google);
    expect(await info.getIdentityProvider('Google')).toMatchObject(google);
  },
  'cognito.info.updateIdentityProvider': async ({ client }) => {
    const { info } = client();
    await info.createIdentityProvider(google);
    await info.updateIdentityProvider('Google', { details: { client_id: 'other' } });
    expect((await info.getIdentityProvider('Google')).details).toEqual({ client_id: 'other' });
  },
  'cognito.info.getClient': async ({ client }) => {
    const { info } = client();
    expect(await info.getClient()).toMatchObject({ clientId: 'app', hasSecret: false });
  },
  'cognito.info.updateClient': async ({ client }) => {
    const { info } = client();
    await info.updateClient({ ClientName: 'The shop' });
    expect(await info.getClient()).toMatchObject({ name: 'The shop', authFlows: { length: 6 } });
  },
  'cognito.info.getUserPool': async ({ client }) => {
    const { info } = client();
    expect(await info.getUserPool()).toMatchObject({ mfa: 'OPTIONAL', estimatedUsers: 5 });
  },
  'cognito.info.validateConfig': async ({ client }) => {
    const { info } = client();
    expect(await info.validateConfig()).toEqual({ valid: true, problems: [] });
  },
  'cognito.users.setPassword': async ({ client }) => {
    const cognito = client({ username: 'eva' });
    await cognito.users.setPassword('eva', 'Compiler-Moth-9', { permanent: true });
    expect(await cognito.authenticate('Compiler-Moth-9')).toMatchObject({ username: 'eva' });
  },
  'cognito.users.search': async ({ client }) => {
    const found = await all(client().users.search(where.email.startsWith('ada')));
    expect(found.map(({ username }) => username)).toEqual(['ada']);
  },
};
