import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { refusal } from '../../../helpers/sdk.js';
import { CloudWatchLogsRoleArn, csvOf, ended, newJob, rowOf } from '../../../helpers/user-imports.js';
import { aDate, aString, invalid, notFound, type Rows, violates } from './row.js';
import type { World } from './world.js';

const UserImportJob = {
  JobName: 'Staff',
  JobId: expect.stringMatching(/^import-\w{10}$/),
  UserPoolId: aString,
  PreSignedUrl: expect.stringMatching(/^http:.*&X-Amz-Signature=\w+$/),
  CreationDate: aDate,
  Status: 'Created',
  CloudWatchLogsRoleArn,
  ...{ ImportedUsers: 0, SkippedUsers: 0, FailedUsers: 0 },
};
const unmet = refusal('PreconditionNotMetException', aString);
const noJob = [{ JobId: 'import-none' }, notFound('Import job import-none does not exist.')] as const;

const named = ({ UserPoolId }: World, { JobId }: UserImportJobType) => ({ UserPoolId, JobId });

/** A job with a file of so many users. */
async function withFile(world: World, users = 1) {
  const rows = Array.from({ length: users }, (_, i) => rowOf(`imported-${i}`));
  return named(world, await newJob(world, await csvOf(world, rows)));
}

/** So many users that a job is not done before the next call. */
const MANY = 60_000;

/** The imports of users from files. */
export const userImportRows = {
  CreateUserImportJob: {
    access: 'iam',
    input: ({ UserPoolId }) => ({
      UserPoolId,
      JobName: 'Staff',
      CloudWatchLogsRoleArn,
      PasswordHashingAlgorithm: 'BCRYPT',
    }),
    output: { UserImportJob: { ...UserImportJob, PasswordHashingAlgorithm: 'BCRYPT' } },
    effect: async (world, { output }) => {
      const ofJob = named(world, output.UserImportJob ?? {});
      expect((await world.sdk.describeUserImportJob(ofJob)).UserImportJob).toEqual(output.UserImportJob);
    },
    again: 'answered',
    refusals: () => [
      [
        { CloudWatchLogsRoleArn: 'none' },
        violates('cloudWatchLogsRoleArn', 'Member must have length greater than or equal to 20'),
      ],
      [{ PasswordHashingAlgorithm: 'MD5' as never }, invalid()],
    ],
  },
  DescribeUserImportJob: {
    access: 'iam',
    input: async world => named(world, await newJob(world)),
    output: { UserImportJob },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [noJob],
  },
  ListUserImportJobs: {
    access: 'iam',
    input: async world => {
      for (let i = 0; i < 3; i++) await newJob(world);
      return { UserPoolId: world.UserPoolId, MaxResults: 2 };
    },
    output: { UserImportJobs: [UserImportJob, UserImportJob], PaginationToken: aString },
    effect: async (world, { input, output }) => {
      const { JobId } = await newJob(world);
      const { UserImportJobs: [newest] = [] } = await world.sdk.listUserImportJobs(input);
      expect(newest?.JobId).toBe(JobId);
      const { PaginationToken, UserImportJobs: before = [] } = output;
      const { UserImportJobs: rest = [] } = await world.sdk.listUserImportJobs({ ...input, PaginationToken });
      expect(rest).toHaveLength(1);
      expect(before.map(job => job.JobId)).not.toContain(rest[0]?.JobId);
    },
    again: 'answered',
    refusals: () => [
      [{ PaginationToken: 'none' }, invalid('Invalid pagination token provided.')],
      [{ MaxResults: 61 }, violates('maxResults', 'Member must have value less than or equal to 60')],
    ],
  },
  StartUserImportJob: {
    access: 'iam',
    input: withFile,
    output: { UserImportJob: { ...UserImportJob, Status: 'Pending', StartDate: aDate } },
    effect: async (world, { input: { JobId } }) => {
      expect(await ended(world, JobId)).toMatchObject({ Status: 'Succeeded', CompletionDate: aDate });
      const { UserStatus } = await world.sdk.adminGetUser({
        UserPoolId: world.UserPoolId,
        Username: 'imported-0',
      });
      expect(UserStatus).toBe('RESET_REQUIRED');
      const empty = named(world, await newJob(world));
      await expect(world.sdk.startUserImportJob(empty)).rejects.toMatchObject({
        message: `No csv file was uploaded for ${empty.JobId}`,
      });
    },
    again: unmet,
    refusals: () => [noJob],
  },
  StopUserImportJob: {
    access: 'iam',
    input: world => withFile(world, MANY),
    before: ({ sdk }, input) => sdk.startUserImportJob(input),
    output: {
      UserImportJob: {
        ...UserImportJob,
        Status: 'Stopped',
        StartDate: aDate,
        CompletionDate: aDate,
        ImportedUsers: expect.any(Number),
        CompletionMessage: 'The Import Job was stopped by the developer.',
      },
    },
    effect: async ({ sdk }, { input, output }) => {
      expect((await sdk.describeUserImportJob(input)).UserImportJob).toEqual(output.UserImportJob);
    },
    again: unmet,
    refusals: () => [noJob],
  },
} satisfies Rows;
