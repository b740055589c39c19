import type { Clock } from '../../internal/seams.js';

/** The result of an import or export. The three counts add up to the rows, or users, that were handled. */
export interface BulkSummary {
  /**
   * Users who are in the pool with everything that their row says, or in the file, because of this run. In a dry run, rows
   * without a mistake.
   */
  readonly done: number;
  /** Rows that are in the report; also those whose user is in the pool without everything that the row says. */
  readonly failed: number;
  /** Rows that an earlier run had handled, with success or without. */
  readonly skipped: number;
}

/** The progress of an import or export. */
export interface BulkProgress extends BulkSummary {
  /** How many there are. Absent where the source is a stream; Cognito's own estimate in an export. */
  readonly total?: number;
  /** Over the last ten seconds or so. */
  readonly ratePerSecond: number;
  /** Absent where the total or the rate is not known. */
  readonly secondsLeft?: number;
}

const SAMPLE_EVERY_MS = 1_000;
const SAMPLES = 10;

/** Counts, and says at what rate. */
export class ProgressMeter {
  #done = 0;
  #failed = 0;
  #samples: (readonly [at: number, settled: number])[];

  constructor(
    private readonly elapsed: Clock,
    private readonly total: number | undefined,
    private readonly skipped: number,
    private readonly tell: ((progress: BulkProgress) => void) | undefined,
  ) {
    this.#samples = [[elapsed(), 0]];
  }

  count(outcome: 'done' | 'failed'): void {
    if (outcome === 'done') this.#done++;
    else this.#failed++;
    this.tell?.(this.#progress());
  }

  get summary(): BulkSummary {
    return { done: this.#done, failed: this.#failed, skipped: this.skipped };
  }

  #progress(): BulkProgress {
    const settled = this.#done + this.#failed;
    const ratePerSecond = this.#rate(settled);
    const left = this.total === undefined ? undefined : Math.max(0, this.total - this.skipped - settled);
    return {
      ...this.summary,
      ...(this.total !== undefined && { total: this.total }),
      ratePerSecond,
      ...(left !== undefined && ratePerSecond > 0 && { secondsLeft: left / ratePerSecond }),
    };
  }

  #rate(settled: number): number {
    const now = this.elapsed();
    const [oldest = [now, settled] as const] = this.#samples;
    const newest = this.#samples.at(-1) ?? oldest;
    if (now - newest[0] >= SAMPLE_EVERY_MS)
      this.#samples = [...this.#samples, [now, settled] as const].slice(-SAMPLES);
    return now > oldest[0] ? ((settled - oldest[1]) * 1000) / (now - oldest[0]) : 0;
  }
}
