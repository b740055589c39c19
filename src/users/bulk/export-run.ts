import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CognitoApi } from '../../api/cognito-api.js';
import { UserNotFoundError } from '../../errors/service.js';
import { StoreUnavailableError } from '../../errors/store.js';
import { toHex } from '../../internal/bytes.js';
import { TEMPORARY } from '../../internal/files.js';
import { systemSeams, type WaitingSeams } from '../../internal/waiting.js';
import { groupsOfUser } from '../group.js';
import { listUsers } from '../list-users.js';
import type { User } from '../user.js';
import { ENABLED, GROUPS, isAttribute, USERNAME } from './columns.js';
import type { CheckedExport } from './export-users.js';
import type { BulkFormat } from './format.js';
import { inParallel } from './in-parallel.js';
import { PacedPool } from './paced-pool.js';
import { type BulkSummary, ProgressMeter } from './progress.js';
import { type Row, rowWriter } from './write-rows.js';

const OWNER_ONLY = 0o600;

/** One export, as text or into a file. */
export class ExportRun {
  readonly #pool: CognitoApi;
  readonly #options: CheckedExport;
  readonly #seams: WaitingSeams;

  constructor(pool: CognitoApi, options: CheckedExport, seams: WaitingSeams = systemSeams) {
    this.#pool = pool;
    this.#options = options;
    this.#seams = seams;
  }

  /** @throws {StoreUnavailableError} when the file cannot be written. */
  async save(path: string, format: BulkFormat): Promise<BulkSummary> {
    const target = resolve(path);
    const temporary = `${target}.${toHex(this.#seams.random(8))}${TEMPORARY}`;
    let summary: BulkSummary = { done: 0, failed: 0, skipped: 0 };
    const text = this.text(format, end => {
      summary = end;
    });
    try {
      await pipeline(text, createWriteStream(temporary, { mode: OWNER_ONLY, flags: 'wx', flush: true }));
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      const { syscall, code } = error as NodeJS.ErrnoException;
      if (syscall) throw new StoreUnavailableError(target, code ?? syscall, { cause: error });
      throw error;
    }
    return summary;
  }

  /** @param finished Told how many there were, once all are written. */
  async *text(format: BulkFormat, finished: (summary: BulkSummary) => void): AsyncGenerator<string> {
    const { signal = new AbortController().signal, quotas, onProgress } = this.#options;
    const paced = new PacedPool(this.#pool, quotas, this.#seams, signal);
    try {
      const { names, total } = await this.#describe(paced);
      const meter = new ProgressMeter(this.#seams.elapsed, total, 0, onProgress);
      const writer = await rowWriter(format, [
        USERNAME,
        ENABLED,
        ...(this.#options.groups ? [GROUPS] : []),
        ...names,
      ]);
      yield writer.header;
      for await (const users of this.#pages(paced))
        yield writer.write(await this.#rows(paced, users, names, meter));
      finished(meter.summary);
    } finally {
      paced.close();
    }
  }

  /** The attributes to write, and how many users there are about. */
  async #describe(paced: PacedPool): Promise<{ names: readonly string[]; total: number | undefined }> {
    const { attributes, filter } = this.#options;
    const { userPoolId: UserPoolId } = this.#pool.config;
    const { UserPool } = await paced.call('UserPoolRead', 'DescribeUserPool', { UserPoolId });
    const schema = (UserPool?.SchemaAttributes ?? []).map(({ Name = '' }) => Name).filter(isAttribute);
    return { names: attributes ?? schema, total: filter ? undefined : UserPool?.EstimatedNumberOfUsers };
  }

  async *#pages(paced: PacedPool): AsyncGenerator<readonly User[]> {
    const { filter, attributes } = this.#options;
    // Where usernames are made up by the pool, a contact stands for them.
    const wanted = attributes && [...attributes, 'email', 'phone_number'];
    const list = listUsers(paced.connection, { filter, attributes: wanted });
    let nextToken: string | undefined;
    do {
      const token = nextToken;
      const page = await paced.paced('UserList', () => list.page(token));
      yield page.items;
      nextToken = page.nextToken;
    } while (nextToken);
  }

  /** A row for each user, in their order. Who was deleted meanwhile is left out. */
  async #rows(
    paced: PacedPool,
    users: readonly User[],
    names: readonly string[],
    meter: ProgressMeter,
  ): Promise<readonly Row[]> {
    const { results, failure } = await inParallel(users, this.#options.concurrency, async user => {
      const groups = this.#options.groups ? await groupsOf(paced, user.username) : { names: undefined };
      if (groups) meter.count('done');
      return groups ? rowOf(user, groups.names, names) : null;
    });
    if (failure) throw failure.error;
    return results.filter(row => row !== undefined && row !== null);
  }
}

/** `undefined` for a deleted user. */
async function groupsOf(
  paced: PacedPool,
  username: string,
): Promise<{ readonly names: readonly string[] } | undefined> {
  const list = groupsOfUser(paced.connection, username);
  const names: string[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const token = nextToken;
      const page = await paced.paced('UserResourceRead', () => list.page(token));
      names.push(...page.items.map(({ name }) => name));
      nextToken = page.nextToken;
    } while (nextToken);
  } catch (error) {
    if (error instanceof UserNotFoundError) return undefined;
    throw error;
  }
  return { names };
}

function rowOf(user: User, groups: readonly string[] | undefined, names: readonly string[]): Row {
  const { attributes, custom } = user;
  const values = {
    ...attributes,
    ...Object.fromEntries(Object.entries(custom).map(([name, value]) => [`custom:${name}`, value])),
  };
  const wanted = names
    .filter(name => Object.hasOwn(values, name))
    .map(name => [name, values[name as keyof typeof values]]);
  return {
    [USERNAME]: signInName(user),
    [ENABLED]: user.enabled,
    ...(groups && { [GROUPS]: groups }),
    ...Object.fromEntries(wanted),
  };
}

/** In a pool that makes usernames up itself, what its users are created by. */
const signInName = ({ username, sub, attributes: { email, phone_number } }: User): string =>
  username === sub ? (email ?? phone_number ?? username) : username;
