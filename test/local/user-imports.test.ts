import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalPool } from 'portcullis/local';
import { startSeededPool } from '../../src/local/start.js';
import { type Bench, bench } from '../helpers/conformance.js';
import { clientOf, closeAfterAll, PASSWORD } from '../helpers/pool.js';
import { refusalOf, sdkFor } from '../helpers/sdk.js';
import {
  CloudWatchLogsRoleArn,
  csvOf,
  type ENCRYPTED,
  ended,
  importCsv,
  newJob,
  rowOf,
  upload,
} from '../helpers/user-imports.js';

/** Hashes of the tests' password, made by libxcrypt, OpenSSL and the reference implementation of Argon2. */
const HASHES = [
  ['BCRYPT', '$2b$04$CtA.Rcu/szzn9U00wpUjOu3iSblPC1/XBsTCstaz3onp41NY4NnU6'],
  [
    'SCRYPT',
    '1024$8$1$304dbaef7c5e828dc19c98f0600d18fe$0abbfd5ea559a1a8270f9a358c139f74b9a2adcb603ac24a2376b41104d708b0',
  ],
  [
    'ARGON2ID',
    '$argon2id$v=19$m=256,t=2,p=1$ko/G5o1ms+ML08P95sQ8DA$Ij41kAhFtu9QbZrM6ku1Co+1tv7BZpwi5jzFsjz/H3w',
  ],
  ['PBKDF2_SHA256', '$pbkdf2-sha256$1000$ME2673xego3BnJjwYA0Y/g$Ef2paHyKwfcAZv6CGOgWJS740tUB/1+iiYLOascwdBY'],
] as const;
const BCRYPT = HASHES[0][1];

const incorrect = { message: 'Incorrect username or password.' };
const TOO_MANY = 'Too many users have failed or been skipped during the import.';

let at: Bench;
beforeAll(async () => {
  at = await bench({
    clients: [{ clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] }],
    users: [{ username: 'ada', password: PASSWORD }],
    MfaConfiguration: 'OPTIONAL',
  });
});
closeAfterAll();

const user = (Username: string) => at.sdk.adminGetUser({ UserPoolId: at.UserPoolId, Username });

describe.each(HASHES)('a user with a hash of %s', (algorithm, password_hash) => {
  const username = algorithm.toLowerCase();

  test('signs in by the password itself, and by SRP from then on', async () => {
    const csv = await csvOf(at, [rowOf(username, { password_hash })]);
    expect(await importCsv(at, csv, algorithm)).toMatchObject({
      Status: 'Succeeded',
      PasswordHashingAlgorithm: algorithm,
      ...{ ImportedUsers: 1, SkippedUsers: 0, FailedUsers: 0 },
      CompletionMessage: 'Import Job Completed Successfully.',
    });
    expect((await user(username)).UserStatus).toBe('CONFIRMED');

    const cognito = clientOf(at.pool, { username });
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject(incorrect);
    await expect(cognito.authenticateWithPassword('Wrong-Horse-9')).rejects.toMatchObject(incorrect);
    await cognito.authenticateWithPassword(PASSWORD);
    const { accessToken } = await cognito.authenticate(PASSWORD);
    const { Username } = await at.sdk.getUser({ AccessToken: accessToken });
    expect(Username).toBe(username);
  });

  test('is refused with a hash that is malformed, or beyond the bounds', async () => {
    const beyond = {
      BCRYPT: BCRYPT.replace('$04$', '$13$'),
      SCRYPT: HASHES[1][1].replace('1024', '131072'),
      ARGON2ID: HASHES[2][1].replace('t=2', 't=3'),
      PBKDF2_SHA256: HASHES[3][1].replace('1000', '600001'),
    }[algorithm];
    const rows = [beyond, `${password_hash.slice(0, -1)}!`, 'plain'].map((hash, i) =>
      rowOf(`${username}-${i}`, { password_hash: hash }),
    );
    const job = await importCsv(at, await csvOf(at, rows), algorithm);
    expect(job).toMatchObject({ Status: 'Failed', FailedUsers: 3, CompletionMessage: TOO_MANY });
    expect(at.pool.importLog(job.JobId ?? '')).toEqual([
      expect.stringMatching(/^\[FAILED\] Line Number 2 - The password hash has a \w+ that is not from /),
      `[FAILED] Line Number 3 - The password hash is malformed for ${algorithm}.`,
      `[FAILED] Line Number 4 - The password hash is malformed for ${algorithm}.`,
    ]);
  });
});

test('a password that is set takes the place of an imported hash', async () => {
  await importCsv(at, await csvOf(at, [rowOf('reset', { password_hash: BCRYPT })]), 'BCRYPT');
  const Password = 'Another-Horse-9';
  await at.sdk.adminSetUserPassword({
    UserPoolId: at.UserPoolId,
    Username: 'reset',
    Password,
    Permanent: true,
  });
  const cognito = clientOf(at.pool, { username: 'reset' });
  await expect(cognito.authenticateWithPassword(PASSWORD)).rejects.toMatchObject(incorrect);
  await cognito.authenticate(Password);
});

test('wrong guesses of an imported password lock out', async () => {
  await importCsv(at, await csvOf(at, [rowOf('guessed', { password_hash: BCRYPT })]), 'BCRYPT');
  const cognito = clientOf(at.pool, { username: 'guessed' });
  for (let i = 0; i < 5; i++)
    await expect(cognito.authenticateWithPassword('Wrong-Horse-9')).rejects.toMatchObject(incorrect);
  await expect(cognito.authenticateWithPassword(PASSWORD)).rejects.toMatchObject({
    message: 'Password attempts exceeded',
  });
});

test('a user without a hash sets a password by the code that ForgotPassword sends', async () => {
  await importCsv(at, await csvOf(at, [rowOf('plain', { name: 'Lovelace, Ada' })]));
  const { UserStatus, UserAttributes } = await user('plain');
  expect(UserStatus).toBe('RESET_REQUIRED');
  expect(UserAttributes).toContainEqual({ Name: 'name', Value: 'Lovelace, Ada' });
  expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });

  const cognito = clientOf(at.pool, { username: 'plain' });
  const mail = at.pool.messages.next({ to: 'plain@example.com' });
  await cognito.initiateForgotPassword();
  await cognito.confirmForgotPassword((await mail).code ?? '', PASSWORD);
  await cognito.authenticate(PASSWORD);
});

test('says of each row that it does not import why, by its line', async () => {
  const csv = await csvOf(at, [
    rowOf('first', { phone_number: '+15550100', 'cognito:mfa_enabled': 'true' }),
    rowOf('second'),
    rowOf('third'),
    rowOf('fourth'),
    rowOf('ada'),
    rowOf('unverified', { email_verified: 'FALSE' }),
    rowOf('two words'),
    rowOf('born', { birthdate: '1815-12-10' }),
  ]);
  const job = await importCsv(at, `${csv.replaceAll('\n', '\r\n')}\r\n\r\nfew,cells`);
  expect(job).toMatchObject({ Status: 'Failed', ImportedUsers: 4, SkippedUsers: 1, FailedUsers: 4 });
  expect((await user('first')).UserMFASettingList).toEqual(['SMS_MFA']);
  const log = [
    '[SKIPPED] Line Number 6 - The user already exists.',
    '[FAILED] Line Number 7 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    '[FAILED] Line Number 8 - cognito:username is no username.',
    '[FAILED] Line Number 9 - birthdate must be of the form mm/dd/yyyy.',
    '[FAILED] Line Number 11 - The row has 2 values for 22 columns.',
  ];
  expect(at.pool.importLog(job.JobId ?? '')).toEqual(log);
  const overHttp = await fetch(`${at.pool.endpoint}/_local/import-logs/${job.JobId}`);
  expect(await overHttp.json()).toEqual(log);
  expect((await fetch(`${at.pool.endpoint}/_local/import-logs/none`)).status).toBe(400);
});

test('fails where the first line does not name the columns of the pool', async () => {
  const csv = await csvOf(at, [rowOf('never')]);
  const without = (column: string) =>
    csv
      .split('\n')
      .map(line => line.split(',').toSpliced(csv.split('\n')[0]!.split(',').indexOf(column), 1).join(','))
      .join('\n');
  expect(await importCsv(at, without('zoneinfo'))).toMatchObject({
    Status: 'Failed',
    CompletionMessage: 'The header of the CSV file lacks columns: zoneinfo',
  });
  expect(await importCsv(at, `tier,${csv}`)).toMatchObject({
    CompletionMessage: 'The header of the CSV file has a column that it should not have: tier',
  });
  expect(await importCsv(at, `\uFEFF${csv}`)).toMatchObject({
    CompletionMessage: 'The CSV file begins with a byte order mark.',
  });
  expect(await importCsv(at, without('password_hash'), 'BCRYPT')).toMatchObject({
    CompletionMessage: 'The header of the CSV file lacks columns: password_hash',
  });
  expect(await importCsv(at, without('password_hash'))).toMatchObject({ Status: 'Succeeded' });
});

describe('the URL of an upload', () => {
  test('takes nothing without its signature and its header', async () => {
    const job = await newJob(at);
    const url = job.PreSignedUrl ?? '';
    const forged = { PreSignedUrl: url.replace(/Signature=\w{4}/, 'Signature=0000') };
    expect(await upload(forged, 'x')).toMatchObject({
      status: 403,
      body: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
    });
    expect((await upload({ PreSignedUrl: url.split('?')[0] }, 'x')).status).toBe(403);
    expect(await upload(job, 'x', {} as typeof ENCRYPTED)).toMatchObject({
      status: 403,
      body: expect.stringContaining('x-amz-server-side-encryption'),
    });
    const other = await newJob(at);
    const crossed = { PreSignedUrl: url.replace(String(job.JobId), String(other.JobId)) };
    expect((await upload(crossed, 'x')).status).toBe(403);
  });

  test('takes another file until the job is started, and none after', async () => {
    const job = await newJob(at, 'wrong');
    expect((await upload(job, await csvOf(at, [rowOf('replaced')]))).status).toBe(200);
    await at.sdk.startUserImportJob({ UserPoolId: at.UserPoolId, JobId: job.JobId });
    expect((await ended(at, job.JobId)).Status).toBe('Succeeded');
    expect(await upload(job, 'x')).toMatchObject({
      status: 403,
      body: expect.stringContaining('The status of the job is Succeeded.'),
    });
  });
});

describe('a pool of its own', () => {
  let own: Bench;
  beforeAll(async () => {
    own = await bench({ UserPoolTier: 'ESSENTIALS' });
  });

  const start = (JobId?: string) => own.sdk.startUserImportJob({ UserPoolId: own.UserPoolId, JobId });

  test('forgets the URL after 15 minutes, and the job after a day', async () => {
    const job = await newJob(own, 'x');
    own.pool.clock.advance(900);
    expect(await upload(job, 'x')).toMatchObject({
      status: 403,
      body: expect.stringContaining('<Message>Request has expired</Message>'),
    });
    own.pool.clock.advance(86_400 - 900);
    const { UserImportJob } = await own.sdk.describeUserImportJob({
      UserPoolId: own.UserPoolId,
      JobId: job.JobId,
    });
    expect(UserImportJob).toMatchObject({
      Status: 'Expired',
      CompletionMessage: 'The user import job has expired.',
    });
    expect(await refusalOf(start(job.JobId))).toEqual({
      name: 'PreconditionNotMetException',
      message: `${job.JobId} cannot be started: its status is Expired.`,
    });
  });

  test('imports from one file at a time, until it is stopped', async () => {
    const one = await csvOf(own, [rowOf('NAME')]);
    const [header, row = ''] = one.split('\n');
    const rows = Array.from({ length: 60_000 }, (_, i) => row.replaceAll('NAME', `user-${i}`));
    const long = await newJob(own, [header, ...rows].join('\n'));
    const other = await newJob(own, one);
    expect((await start(long.JobId)).UserImportJob?.Status).toBe('Pending');
    expect(await refusalOf(start(other.JobId))).toMatchObject({ name: 'PreconditionNotMetException' });

    const { UserImportJob: stopped } = await own.sdk.stopUserImportJob({
      UserPoolId: own.UserPoolId,
      JobId: long.JobId,
    });
    expect(stopped).toMatchObject({
      Status: 'Stopped',
      CompletionMessage: 'The Import Job was stopped by the developer.',
    });
    await start(other.JobId);
    expect((await ended(own, other.JobId)).Status).toBe('Succeeded');
    const { EstimatedNumberOfUsers } =
      (await own.sdk.describeUserPool({ UserPoolId: own.UserPoolId })).UserPool ?? {};
    expect(EstimatedNumberOfUsers).toBe((stopped?.ImportedUsers ?? 0) + 1);
  });

  test('confirms users who can sign in by a code', async () => {
    const { UserPool } = await own.sdk.createUserPool({
      PoolName: 'passwordless',
      AutoVerifiedAttributes: ['email'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    });
    const there = { sdk: own.sdk, UserPoolId: UserPool?.Id ?? '' };
    await importCsv(there, await csvOf(there, [rowOf('coded')]));
    const { UserStatus } = await own.sdk.adminGetUser({ UserPoolId: there.UserPoolId, Username: 'coded' });
    expect(UserStatus).toBe('CONFIRMED');
  });

  test('does not start where it verifies no contact', async () => {
    const { UserPool } = await own.sdk.createUserPool({ PoolName: 'unverified' });
    const there = { sdk: own.sdk, UserPoolId: UserPool?.Id ?? '' };
    const { JobId } = await newJob(there, 'x');
    expect(await refusalOf(own.sdk.startUserImportJob({ ...there, JobId }))).toEqual({
      name: 'PreconditionNotMetException',
      message: 'The user pool has no auto verified attributes.',
    });
  });
});

test('an import goes on after a restart, and imports nobody twice', async () => {
  const data = await mkdtemp(join(tmpdir(), 'portcullis-import-'));
  const begin = () => startSeededPool({ data }, 'seed');
  const importing = (pool: LocalPool) => ({ sdk: sdkFor(pool), UserPoolId: pool.userPoolId });
  try {
    const first = await begin();
    const names = Array.from({ length: 2000 }, (_, i) => rowOf(`user-${i}`));
    const { JobId } = await newJob(importing(first), await csvOf(importing(first), names));
    await sdkFor(first).startUserImportJob({ UserPoolId: first.userPoolId, JobId });
    await first.close();

    const second = await begin();
    expect(await ended(importing(second), JobId)).toMatchObject({
      Status: 'Succeeded',
      CloudWatchLogsRoleArn,
      ...{ ImportedUsers: 2000, SkippedUsers: 0, FailedUsers: 0 },
    });
    await second.close();
  } finally {
    await rm(data, { recursive: true });
  }
});
