import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { activeImport } from '../imports/import-runner.js';
import { presignedUrl } from '../imports/presigned-url.js';
import { CognitoException } from '../internal/exception.js';
import { arn, oneOf, text } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import type { ImportJobRecord } from '../state/import-jobs.js';
import { accountOperation, adminOperation } from './definition.js';
import { maxResults, pageToken } from './paging.js';
import { userPoolId } from './schemas.js';

const ofJob = v.object({
  UserPoolId: userPoolId,
  JobId: text({ max: 55, pattern: /^import-[0-9a-zA-Z-]+$/ }),
});

const jobType = (pool: Pool, job: ImportJobRecord): UserImportJobType => ({
  JobName: job.name,
  JobId: job.id,
  UserPoolId: pool.settings().Id,
  PreSignedUrl: presignedUrl(pool, job),
  CreationDate: new Date(job.createdAt),
  ...(job.startedAt !== undefined && { StartDate: new Date(job.startedAt) }),
  ...(job.completedAt !== undefined && { CompletionDate: new Date(job.completedAt) }),
  Status: job.status,
  CloudWatchLogsRoleArn: job.roleArn,
  ImportedUsers: job.imported,
  SkippedUsers: job.skipped,
  FailedUsers: job.failed,
  ...(job.message !== undefined && { CompletionMessage: job.message }),
  ...(job.algorithm && { PasswordHashingAlgorithm: job.algorithm }),
});

export const createUserImportJob = adminOperation({
  name: 'CreateUserImportJob',
  notModelled: 'The role, and CloudWatch: `GET /_local/import-logs/JOB_ID` has the log',
  input: v.object({
    UserPoolId: userPoolId,
    JobName: text({ max: 128, pattern: /^[\w\s+=,.@-]+$/ }),
    CloudWatchLogsRoleArn: arn,
    PasswordHashingAlgorithm: v.optional(oneOf(['BCRYPT', 'SCRYPT', 'ARGON2ID', 'PBKDF2_SHA256'])),
  }),
  handle: ({ JobName: name, CloudWatchLogsRoleArn: roleArn, PasswordHashingAlgorithm: algorithm }, pool) => ({
    UserImportJob: jobType(pool, pool.importJobs.create({ name, roleArn, algorithm })),
  }),
});

export const describeUserImportJob = adminOperation({
  name: 'DescribeUserImportJob',
  input: ofJob,
  handle: ({ JobId }, pool) => ({ UserImportJob: jobType(pool, pool.importJobs.require(JobId)) }),
});

/** The newest first. */
export const listUserImportJobs = adminOperation({
  name: 'ListUserImportJobs',
  input: v.object({ UserPoolId: userPoolId, MaxResults: maxResults, PaginationToken: pageToken }),
  handle: ({ MaxResults, PaginationToken }, pool) => {
    const { items, next } = pool.importJobs.page(MaxResults, PaginationToken);
    const UserImportJobs = items.map(job => jobType(pool, job));
    return { UserImportJobs, ...(next !== undefined && { PaginationToken: next }) };
  },
});

/** The wording of all but the missing file is unconfirmed. */
const unmet = (message: string) => new CognitoException('PreconditionNotMetException', message);

export const startUserImportJob = accountOperation({
  name: 'StartUserImportJob',
  input: ofJob,
  handle: ({ UserPoolId, JobId }, pools) => {
    const pool = pools.poolOf({ UserPoolId });
    const { importJobs, settings } = pool;
    const job = importJobs.require(JobId);
    if (job.status !== 'Created') throw unmet(`${JobId} cannot be started: its status is ${job.status}.`);
    if (importJobs.fileOf(job) === undefined) throw unmet(`No csv file was uploaded for ${JobId}`);
    if (settings().AutoVerifiedAttributes.length === 0)
      throw unmet('The user pool has no auto verified attributes.');
    if (activeImport(pools)) throw unmet('Another import job is active in this account.');
    return { UserImportJob: jobType(pool, importJobs.start(job)) };
  },
});

export const stopUserImportJob = adminOperation({
  name: 'StopUserImportJob',
  input: ofJob,
  handle: ({ JobId }, pool) => {
    const job = pool.importJobs.require(JobId);
    if (job.status !== 'Pending' && job.status !== 'InProgress')
      throw unmet(`${JobId} cannot be stopped: its status is ${job.status}.`);
    const message = 'The Import Job was stopped by the developer.';
    return { UserImportJob: jobType(pool, pool.importJobs.end(job, { status: 'Stopped', message })) };
  },
});
