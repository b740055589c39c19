import type {
  PasswordHashingAlgorithmType,
  UserImportJobStatusType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Clock, RandomSource } from '../../internal/seams.js';
import { invalidParameter, notFound } from '../internal/exception.js';
import { randomId } from '../internal/random.js';
import { refuseAtLimit } from './quotas.js';
import type { Records } from './records.js';
import { DAY_MS, Sweeper } from './sweep.js';

/** One import of users from a file. */
export interface ImportJobRecord {
  readonly id: string;
  readonly name: string;
  readonly roleArn: string;
  /** How the hashes of the file are made, where it has any. */
  readonly algorithm?: PasswordHashingAlgorithmType;
  /** There is no `Stopping`: an import stops between two rows, at once. */
  readonly status: Exclude<UserImportJobStatusType, 'Stopping'>;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly completedAt?: number;
  /** What came of it. */
  readonly message?: string;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  /** Where in the file the next line begins, and how many come before it. */
  readonly offset: number;
  readonly lines: number;
}

/** The file of a job that has not ended. */
export interface ImportFile {
  readonly csv: string;
  readonly expiresAt: number;
}

type NewJob = Pick<ImportJobRecord, 'name' | 'roleArn'> & {
  readonly algorithm?: PasswordHashingAlgorithmType | undefined;
};

/** How a job ends. */
type Ending = Required<Pick<ImportJobRecord, 'status' | 'message'>>;

interface ImportRecords {
  readonly importJobs: Records<ImportJobRecord>;
  readonly importFiles: Records<ImportFile>;
  readonly importLogs: Records<readonly string[]>;
}

const MOST_LINES = 1000;

/** The imports of one pool. */
export class ImportJobs {
  readonly sweeper: Sweeper<ImportFile>;
  readonly #active = new Set<string>();

  constructor(
    private readonly records: ImportRecords,
    private readonly now: Clock,
    private readonly random: RandomSource,
  ) {
    this.sweeper = new Sweeper(records.importFiles, ({ expiresAt }) => expiresAt);
    records.importJobs.follow((id, _, after) => {
      if (after && isActive(after)) this.#active.add(id);
      else this.#active.delete(id);
    });
  }

  create({ algorithm, ...about }: NewJob): ImportJobRecord {
    refuseAtLimit('import jobs of the user pool', this.records.importJobs.size);
    return this.#save({
      ...about,
      ...(algorithm && { algorithm }),
      id: `import-${randomId(this.random, 10)}`,
      status: 'Created',
      createdAt: this.now(),
      ...{ imported: 0, skipped: 0, failed: 0, offset: 0, lines: 0 },
    });
  }

  find(id: string): ImportJobRecord | undefined {
    const job = this.records.importJobs.get(id);
    return job && this.#asItIsNow(job);
  }

  /** @throws ResourceNotFoundException */
  require(id: string): ImportJobRecord {
    const job = this.find(id);
    if (!job) throw notFound(`Import job ${id} does not exist.`);
    return job;
  }

  /** A page, the newest first, and the id that the next one begins with. @throws InvalidParameterException */
  page(limit: number, token: string | undefined) {
    const ids = [...this.records.importJobs.keys()].reverse();
    const start = token === undefined ? 0 : ids.indexOf(token);
    if (start < 0) throw invalidParameter('Invalid pagination token provided.');
    const items = ids.slice(start, start + limit).map(id => this.require(id));
    return { items, next: ids[start + limit] };
  }

  /** The one that imports now, or is about to. */
  active(): ImportJobRecord | undefined {
    const [id] = this.#active;
    return id === undefined ? undefined : this.find(id);
  }

  fileOf({ id }: ImportJobRecord): string | undefined {
    return this.records.importFiles.get(id)?.csv;
  }

  upload({ id, createdAt }: ImportJobRecord, csv: string): void {
    // A job that was started on its last day may still need it on the next.
    this.records.importFiles.set(id, { csv, expiresAt: createdAt + 2 * DAY_MS });
  }

  start(job: ImportJobRecord): ImportJobRecord {
    return this.#save({ ...job, status: 'Pending', startedAt: this.now() });
  }

  /** Notes how far an import has come. */
  proceed(job: ImportJobRecord): void {
    this.#save({ ...job, status: 'InProgress' });
  }

  /** Ends a job; its file is of no use any more. */
  end(job: ImportJobRecord, ending: Ending): ImportJobRecord {
    this.records.importFiles.delete(job.id);
    return this.#save({ ...job, ...ending, completedAt: this.now() });
  }

  /** What came of rows that were not imported, in the service's words. */
  logOf(id: string): readonly string[] {
    return this.records.importLogs.get(id) ?? [];
  }

  log({ id }: ImportJobRecord, lines: readonly string[]): void {
    const before = this.logOf(id);
    if (lines.length > 0 && before.length < MOST_LINES)
      this.records.importLogs.set(id, [...before, ...lines].slice(0, MOST_LINES));
  }

  #save(job: ImportJobRecord): ImportJobRecord {
    this.records.importJobs.set(job.id, job);
    return job;
  }

  #asItIsNow(job: ImportJobRecord): ImportJobRecord {
    const completedAt = job.createdAt + DAY_MS;
    if (job.status !== 'Created' || completedAt > this.now()) return job;
    return { ...job, status: 'Expired', completedAt, message: 'The user import job has expired.' };
  }
}

const isActive = ({ status }: ImportJobRecord): boolean => status === 'Pending' || status === 'InProgress';
