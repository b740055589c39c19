import type {
  CognitoIdentityProvider,
  PasswordHashingAlgorithmType,
  UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';

export const CloudWatchLogsRoleArn = 'arn:aws:iam::123456789012:role/logs';

/** The header that the URL of an upload is signed with. */
export const ENCRYPTED = { 'x-amz-server-side-encryption': 'aws:kms' };

interface Importing {
  readonly sdk: CognitoIdentityProvider;
  readonly UserPoolId: string;
}

type Row = Readonly<Record<string, string>>;

/** A user's row, whose e-mail address is verified. */
export const rowOf = (name: string, more: Row = {}): Row => ({
  'cognito:username': name,
  email: `${name}@example.com`,
  email_verified: 'TRUE',
  ...more,
});

/** The file of these rows, with every column of the pool. */
export async function csvOf({ sdk, UserPoolId }: Importing, rows: readonly Row[]): Promise<string> {
  const { CSVHeader = [] } = await sdk.getCSVHeader({ UserPoolId });
  const lines = rows.map(row => CSVHeader.map(column => (row[column] ?? '').replaceAll(',', '\\,')));
  return [CSVHeader, ...lines].map(cells => cells.join(',')).join('\n');
}

/** A job that was not started, and its file where one is given. */
export async function newJob(
  { sdk, UserPoolId }: Importing,
  csv?: string,
  PasswordHashingAlgorithm?: PasswordHashingAlgorithmType,
): Promise<UserImportJobType> {
  const about = { UserPoolId, JobName: 'Staff', CloudWatchLogsRoleArn };
  const { UserImportJob: job = {} } = await sdk.createUserImportJob({ ...about, PasswordHashingAlgorithm });
  if (csv !== undefined) expect(await upload(job, csv)).toMatchObject({ status: 200, body: '' });
  return job;
}

/** What the upload of a file is answered with. */
export async function upload({ PreSignedUrl = '' }: UserImportJobType, body: string, headers = ENCRYPTED) {
  const response = await fetch(PreSignedUrl, { method: 'PUT', headers, body });
  return { status: response.status, body: await response.text() };
}

/** Creates a job, uploads the file, starts it and waits until it has ended. */
export async function importCsv(
  importing: Importing,
  csv: string,
  algorithm?: PasswordHashingAlgorithmType,
): Promise<UserImportJobType> {
  const { JobId } = await newJob(importing, csv, algorithm);
  await importing.sdk.startUserImportJob({ UserPoolId: importing.UserPoolId, JobId });
  return ended(importing, JobId);
}

/** The job, once it has ended. */
export async function ended({ sdk, UserPoolId }: Importing, JobId?: string): Promise<UserImportJobType> {
  for (;;) {
    const { UserImportJob: job = {} } = await sdk.describeUserImportJob({ UserPoolId, JobId });
    if (job.Status !== 'Pending' && job.Status !== 'InProgress') return job;
  }
}
