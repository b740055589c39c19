import { bench, signedIn } from '../../helpers/conformance.js';
import { ada, closeAfterEach } from '../../helpers/pool.js';
import { refusalOf } from '../../helpers/sdk.js';

closeAfterEach();

const RoleArn = 'arn:aws:iam::123456789012:role/admins';

const claimsOf = (token = '') =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

test('a group says nothing of what it was not given', async () => {
  const { sdk, UserPoolId } = await bench();
  const { Group } = await sdk.createGroup({ UserPoolId, GroupName: 'plain' });
  expect(Group).toEqual({
    GroupName: 'plain',
    UserPoolId,
    CreationDate: expect.any(Date),
    LastModifiedDate: expect.any(Date),
  });
});

test('GetGroup, UpdateGroup and DeleteGroup work on one group', async () => {
  const { sdk, UserPoolId } = await bench({ users: [ada], groups: [{ name: 'admins', description: 'All' }] });
  const admins = { UserPoolId, GroupName: 'admins' };
  const { Group } = await sdk.updateGroup({ ...admins, Precedence: 5 });
  expect(Group).toMatchObject({ Description: 'All', Precedence: 5 });
  expect((await sdk.getGroup(admins)).Group).toEqual(Group);
  await sdk.adminAddUserToGroup({ ...admins, Username: 'ada' });
  await sdk.deleteGroup(admins);
  await sdk.createGroup(admins);
  expect((await sdk.listUsersInGroup(admins)).Users).toEqual([]);
  expect((await sdk.adminListGroupsForUser({ UserPoolId, Username: 'ada' })).Groups).toEqual([]);
});

test('AdminAddUserToGroup puts a group into tokens, and AdminRemoveUserFromGroup takes it out', async () => {
  const { pool, sdk, UserPoolId } = await bench({
    users: [ada],
    groups: [
      { name: 'readers', precedence: 2 },
      { name: 'admins', precedence: 1, roleArn: RoleArn },
    ],
  });
  const member = (GroupName: string, Username = 'ada') => ({ UserPoolId, Username, GroupName });
  const groupsInToken = async () => claimsOf(await signedIn(pool))['cognito:groups'];
  await sdk.adminAddUserToGroup(member('readers'));
  await sdk.adminAddUserToGroup(member('admins'));
  await sdk.adminAddUserToGroup(member('admins'));
  expect(await groupsInToken()).toEqual(['admins', 'readers']);
  const { Groups = [] } = await sdk.adminListGroupsForUser({ UserPoolId, Username: 'ada' });
  expect(Groups.map(({ GroupName }) => GroupName)).toEqual(['admins', 'readers']);
  await sdk.adminRemoveUserFromGroup(member('readers'));
  await sdk.adminRemoveUserFromGroup(member('readers'));
  expect(await groupsInToken()).toEqual(['admins']);
});

test('ListGroups, AdminListGroupsForUser and ListUsersInGroup go page by page', async () => {
  const names = ['a', 'b', 'c'];
  const { sdk, UserPoolId } = await bench({
    groups: names.map(name => ({ name })),
    users: names.map(username => ({ username, groups: names })),
  });
  const lists: ((NextToken?: string) => Promise<{ NextToken?: string | undefined; found: unknown[] }>)[] = [
    async NextToken => {
      const page = await sdk.listGroups({ UserPoolId, Limit: 2, NextToken });
      return { ...page, found: page.Groups?.map(({ GroupName }) => GroupName) ?? [] };
    },
    async NextToken => {
      const page = await sdk.adminListGroupsForUser({ UserPoolId, Username: 'a', Limit: 2, NextToken });
      return { ...page, found: page.Groups?.map(({ GroupName }) => GroupName) ?? [] };
    },
    async NextToken => {
      const page = await sdk.listUsersInGroup({ UserPoolId, GroupName: 'a', Limit: 2, NextToken });
      return { ...page, found: page.Users?.map(({ Username }) => Username) ?? [] };
    },
  ];
  for (const list of lists) {
    const first = await list();
    expect(first.found).toEqual(['a', 'b']);
    const second = await list(first.NextToken);
    expect(second.found).toEqual(['c']);
    expect(second.NextToken).toBeUndefined();
    expect((await refusalOf(list('nonsense'))).name).toBe('InvalidParameterException');
  }
});
