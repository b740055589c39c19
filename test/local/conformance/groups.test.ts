import { bench, signedIn, unsigned } from '../../helpers/conformance.js';
import { ada, closeAfterEach } from '../../helpers/pool.js';
import { refusal, refusalOf } from '../../helpers/sdk.js';

closeAfterEach();

const RoleArn = 'arn:aws:iam::123456789012:role/admins';
const groupMissing = refusal('ResourceNotFoundException', 'Group not found.');
const userMissing = refusal('UserNotFoundException', 'User does not exist.');

const claimsOf = (token = '') =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

test('CreateGroup makes a group, once', async () => {
  const { sdk, UserPoolId } = await bench();
  const GroupName = 'admins';
  const { Group } = await sdk.createGroup({
    UserPoolId,
    GroupName,
    Description: 'All',
    Precedence: 1,
    RoleArn,
  });
  expect(Group).toEqual({
    GroupName,
    UserPoolId,
    Description: 'All',
    Precedence: 1,
    RoleArn,
    CreationDate: expect.any(Date),
    LastModifiedDate: expect.any(Date),
  });
  const { Group: plain } = await sdk.createGroup({ UserPoolId, GroupName: 'plain' });
  expect(Object.keys(plain ?? {}).sort()).toEqual([
    'CreationDate',
    'GroupName',
    'LastModifiedDate',
    'UserPoolId',
  ]);
  expect(await refusalOf(sdk.createGroup({ UserPoolId, GroupName }))).toEqual(
    refusal('GroupExistsException', 'A group with the name already exists'),
  );
  const negative = sdk.createGroup({ UserPoolId, GroupName: 'x', Precedence: -1 });
  expect((await refusalOf(negative)).name).toBe('InvalidParameterException');
});

test('GetGroup, UpdateGroup and DeleteGroup work on one group', async () => {
  const { sdk, UserPoolId } = await bench({ users: [ada], groups: [{ name: 'admins', description: 'All' }] });
  const admins = { UserPoolId, GroupName: 'admins' };
  const { Group } = await sdk.updateGroup({ ...admins, Precedence: 5 });
  expect(Group).toMatchObject({ Description: 'All', Precedence: 5 });
  expect((await sdk.getGroup(admins)).Group).toEqual(Group);
  await sdk.adminAddUserToGroup({ ...admins, Username: 'ada' });
  await sdk.deleteGroup(admins);
  for (const call of [sdk.getGroup(admins), sdk.updateGroup(admins), sdk.deleteGroup(admins)])
    expect(await refusalOf(call)).toEqual(groupMissing);
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
  for (const call of [
    sdk.adminAddUserToGroup(member('nobody')),
    sdk.adminRemoveUserFromGroup(member('nobody')),
    sdk.listUsersInGroup({ UserPoolId, GroupName: 'nobody' }),
  ])
    expect(await refusalOf(call)).toEqual(groupMissing);
  for (const call of [
    sdk.adminAddUserToGroup(member('admins', 'bob')),
    sdk.adminRemoveUserFromGroup(member('admins', 'bob')),
    sdk.adminListGroupsForUser({ UserPoolId, Username: 'bob' }),
  ])
    expect(await refusalOf(call)).toEqual(userMissing);
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
  const tooMany = sdk.listGroups({ UserPoolId, Limit: 61 });
  expect((await refusalOf(tooMany)).message).toContain('Member must have value less than or equal to 60');
});

test.each([
  'CreateGroup',
  'GetGroup',
  'UpdateGroup',
  'DeleteGroup',
  'ListGroups',
  'ListUsersInGroup',
  'AdminAddUserToGroup',
  'AdminRemoveUserFromGroup',
  'AdminListGroupsForUser',
])('%s needs AWS credentials', async operation => {
  const { pool, UserPoolId } = await bench({ users: [ada], groups: [{ name: 'admins' }] });
  const input = { UserPoolId, GroupName: 'admins', Username: 'ada' };
  expect(await unsigned(pool, operation, input)).toBe('MissingAuthenticationTokenException');
});

test('a user pool that does not exist has no groups', async () => {
  const { sdk } = await bench();
  expect(await refusalOf(sdk.listGroups({ UserPoolId: 'eu-west-1_Elsewhere' }))).toEqual(
    refusal('ResourceNotFoundException', 'User pool eu-west-1_Elsewhere does not exist.'),
  );
});
