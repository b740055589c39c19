import { refusal } from '../../../helpers/sdk.js';
import {
  aDate,
  adasAttributes,
  aString,
  groupMissing,
  invalid,
  type Rows,
  userMissing,
  violates,
} from './row.js';
import { ROLE, type World } from './world.js';

const dates = { CreationDate: aDate, LastModifiedDate: aDate };
const admins = {
  GroupName: 'admins',
  UserPoolId: aString,
  Description: 'All',
  RoleArn: ROLE,
  Precedence: 1,
  ...dates,
};
const theAdmins = ({ UserPoolId }: World) => ({ UserPoolId, GroupName: 'admins' });
const adaAsAdmin = (world: World) => ({ ...theAdmins(world), Username: 'ada' });
const nobody = [{ Username: 'nobody' }, userMissing] as const;
const noGroup = [{ GroupName: 'readers' }, groupMissing] as const;
const tooMany = [
  { Limit: 61 },
  violates('limit', 'Member must have value less than or equal to 60'),
] as const;
const noPage = [{ NextToken: 'nonsense' }, invalid()] as const;
const negative = [
  { Precedence: -1 },
  violates('precedence', 'Member must have value greater than or equal to 0'),
] as const;

/** Two groups, Ada in both. */
async function inTwoGroups(world: World): Promise<void> {
  await world.sdk.createGroup({ UserPoolId: world.UserPoolId, GroupName: 'readers' });
  for (const GroupName of ['readers', 'admins'])
    await world.sdk.adminAddUserToGroup({ ...adaAsAdmin(world), GroupName });
}

const groupsOfAda = async ({ sdk, UserPoolId }: World) =>
  (await sdk.adminListGroupsForUser({ UserPoolId, Username: 'ada' })).Groups?.map(
    ({ GroupName }) => GroupName,
  );

/** Groups, and who is in them. */
export const groupRows = {
  CreateGroup: {
    access: 'iam',
    input: ({ UserPoolId }) => ({
      UserPoolId,
      GroupName: 'readers',
      Description: 'Those who read',
      Precedence: 0,
      RoleArn: ROLE,
    }),
    output: {
      Group: {
        GroupName: 'readers',
        UserPoolId: aString,
        Description: 'Those who read',
        RoleArn: ROLE,
        Precedence: 0,
        ...dates,
      },
    },
    effect: async ({ sdk, UserPoolId }, { output }) => {
      expect((await sdk.getGroup({ UserPoolId, GroupName: 'readers' })).Group).toEqual(output.Group);
    },
    again: refusal('GroupExistsException', 'A group with the name already exists'),
    refusals: () => [
      [{ GroupName: 'admins' }, refusal('GroupExistsException', 'A group with the name already exists')],
      negative,
      [{ RoleArn: 'admins' }, invalid()],
    ],
  },
  GetGroup: {
    access: 'iam',
    input: theAdmins,
    output: { Group: admins },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [noGroup],
  },
  UpdateGroup: {
    access: 'iam',
    input: world => ({ ...theAdmins(world), Description: 'Some', Precedence: 5 }),
    output: { Group: { ...admins, Description: 'Some', Precedence: 5 } },
    effect: async (world, { output }) => {
      expect((await world.sdk.getGroup(theAdmins(world))).Group).toEqual(output.Group);
    },
    again: 'answered',
    refusals: () => [noGroup, negative],
  },
  DeleteGroup: {
    access: 'iam',
    input: async world => {
      await inTwoGroups(world);
      return theAdmins(world);
    },
    output: {},
    effect: async world => {
      await expect(world.sdk.getGroup(theAdmins(world))).rejects.toMatchObject(groupMissing);
      expect(await groupsOfAda(world)).toEqual(['readers']);
    },
    again: groupMissing,
    refusals: () => [[{ GroupName: 'nothing' }, groupMissing]],
  },
  ListGroups: {
    access: 'iam',
    input: async world => {
      await inTwoGroups(world);
      return { UserPoolId: world.UserPoolId, Limit: 1 };
    },
    output: { Groups: [admins], NextToken: aString },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [tooMany, noPage],
  },
  ListUsersInGroup: {
    access: 'iam',
    input: async world => {
      await inTwoGroups(world);
      return theAdmins(world);
    },
    output: {
      Users: [
        {
          Username: 'ada',
          Attributes: adasAttributes,
          UserCreateDate: aDate,
          UserLastModifiedDate: aDate,
          Enabled: true,
          UserStatus: 'CONFIRMED',
        },
      ],
    },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[{ GroupName: 'nothing' }, groupMissing], tooMany, noPage],
  },
  AdminAddUserToGroup: {
    access: 'iam',
    input: adaAsAdmin,
    output: {},
    effect: async world => expect(await groupsOfAda(world)).toEqual(['admins']),
    again: 'answered',
    refusals: () => [nobody, noGroup],
  },
  AdminRemoveUserFromGroup: {
    access: 'iam',
    input: async world => {
      await inTwoGroups(world);
      return adaAsAdmin(world);
    },
    output: {},
    effect: async world => expect(await groupsOfAda(world)).toEqual(['readers']),
    again: 'answered',
    refusals: () => [nobody, [{ GroupName: 'nothing' }, groupMissing]],
  },
  AdminListGroupsForUser: {
    access: 'iam',
    input: async world => {
      await inTwoGroups(world);
      return { UserPoolId: world.UserPoolId, Username: 'ada', Limit: 1 };
    },
    output: { Groups: [admins], NextToken: aString },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [nobody, tooMany, noPage],
  },
} satisfies Rows;
