import type { PoolDirectory } from '../pool/directory.js';
import type { Pool } from '../pool/pool.js';
import type { ImportJobRecord } from '../state/import-jobs.js';
import { importSlice } from './import-slice.js';

/** Does work, and resolves when what it changed is kept. @throws where it cannot be. */
type Commit = (work: () => Promise<void>) => Promise<void>;

interface Found {
  readonly pool: Pool;
  readonly job: ImportJobRecord;
}

/** The job that a server's pools are at: an account has one at a time. */
export function activeImport(pools: PoolDirectory): Found | undefined {
  for (const pool of pools.pools.values()) {
    const job = pool.importJobs.active();
    if (job) return { pool, job };
  }
  return undefined;
}

/** Imports in the background, a few rows at a time, while requests are answered. */
export class ImportRunner {
  #running: Promise<void> | undefined;
  #isClosed = false;

  /** @param warn Told why an import could not go on. */
  constructor(
    private readonly pools: PoolDirectory,
    private readonly commit: Commit,
    private readonly warn: (line: string) => void,
  ) {}

  /** To be called when a job may have been started: by a request, or by a process that has ended. */
  wake(): void {
    if (this.#running || this.#isClosed || !activeImport(this.pools)) return;
    this.#running = this.#run()
      .catch(error => this.warn(`An import stopped, and goes on with the next request: ${error.message}`))
      .finally(() => {
        this.#running = undefined;
      });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    for (;;) {
      // Requests come first.
      await new Promise(setImmediate);
      const found = this.#isClosed ? undefined : activeImport(this.pools);
      if (!found) return;
      await this.commit(async () => importSlice(found.pool, found.job));
    }
  }
}
