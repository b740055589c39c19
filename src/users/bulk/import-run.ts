import type { Clock } from '../../internal/seams.js';
import type { Checkpoint, Position } from './checkpoint.js';
import type { Created, RowCreator } from './create-row.js';
import type { FailureReport } from './failure-report.js';
import { inParallel } from './in-parallel.js';
import { isFailure, type NewUserRow, type RowFailure } from './new-user-row.js';
import type { ProgressMeter } from './progress.js';

/** Rows that are sent together: enough to keep every connection busy, few enough to hold in memory and to look up again. */
const BLOCK = 250;

/** Clocks are compared by the whole seconds of HTTP dates, and network delay. */
const CLOCK_TOLERANCE_MS = 5_000;

type Checked = NewUserRow | RowFailure;
type Outcome = Created | RowFailure;

export interface ImportRunNeeds {
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
  readonly onFailure?: ((failure: RowFailure) => void) | undefined;
  readonly checkpoint: Checkpoint | undefined;
  readonly report: FailureReport | undefined;
  readonly meter: ProgressMeter;
  /** Where it begins. */
  readonly position: Position;
}

/**
 * Takes rows block by block. Before a block is sent, the checkpoint says that it may have been; when all its rows are
 * settled, that they are. So after a crash only the rows of one block are in doubt, and for those the pool is asked
 * who has been created since.
 */
export class ImportRun {
  #position: Position;

  constructor(private readonly needs: ImportRunNeeds) {
    this.#position = needs.position;
  }

  /** Judges every row and sends none. */
  async look(rows: AsyncIterable<Checked>): Promise<void> {
    for await (const block of blocksOf(rows, 0)) {
      this.needs.signal?.throwIfAborted();
      const judged = withoutRepeated(block);
      for (const row of judged) this.#count(row);
      await this.#settle(judged);
    }
  }

  /**
   * Creates the users of all rows.
   *
   * @param now The pool's clock.
   * @param stop Aborted when no more rows shall be sent.
   */
  async create(
    rows: AsyncIterable<Checked>,
    creator: RowCreator,
    now: Clock,
    stop: AbortController,
  ): Promise<void> {
    let isFirst = true;
    for await (const block of blocksOf(rows, this.#position.reservedThrough)) {
      if (isFirst) await this.#greet(block, creator, now);
      isFirst = false;
      await this.#reserve(block);
      await this.#createBlock(withoutRepeated(block), creator, stop);
    }
    await this.needs.checkpoint?.remove();
  }

  /** Learns the pool's time: what the first block creates cannot be older. */
  async #greet(block: readonly Checked[], creator: RowCreator, now: Clock): Promise<void> {
    const [first] = block.filter(row => !isFailure(row));
    if (first) await creator.greet(first.username);
    if (this.#position.since === 0) this.#position = { ...this.#position, since: now() - CLOCK_TOLERANCE_MS };
  }

  async #reserve(block: readonly Checked[]): Promise<void> {
    const reservedThrough = Math.max(this.#position.reservedThrough, block.at(-1)?.row ?? 0);
    this.#position = { ...this.#position, reservedThrough };
    await this.needs.report?.sync();
    await this.needs.checkpoint?.write(this.#position);
  }

  async #createBlock(block: readonly Checked[], creator: RowCreator, stop: AbortController): Promise<void> {
    const { since } = this.#position;
    const { results, failure } = await inParallel(block, this.needs.concurrency, async row => {
      this.needs.signal?.throwIfAborted();
      const isSentBefore = row.row <= this.needs.position.reservedThrough;
      const outcome = isFailure(row)
        ? row
        : await creator.create(row, { since, isSentBefore }).catch(stopping(stop));
      this.#count(outcome);
      return outcome;
    });
    const unsettled = results.indexOf(undefined);
    const settled = unsettled < 0 ? results : results.slice(0, unsettled);
    // A run that fails before the pool has dealt with any row leaves an earlier report as it was.
    const hasBegun = results.some((outcome, index) => outcome !== undefined && outcome !== block[index]);
    if (!failure || hasBegun) await this.#settle(settled.filter(outcome => outcome !== undefined));
    if (!failure) return;
    await this.needs.checkpoint?.write(this.#position);
    throw failure.error;
  }

  #count(outcome: Checked | Outcome): void {
    this.needs.meter.count('code' in outcome ? 'failed' : 'done');
  }

  /** Moves on behind these rows. Their failures are in the report before the checkpoint leaves them behind. */
  async #settle(outcomes: readonly (Checked | Outcome)[]): Promise<void> {
    if (outcomes.length === 0) return;
    const failures = outcomes.filter(outcome => 'code' in outcome);
    await this.needs.report?.add(failures);
    for (const failure of failures) this.needs.onFailure?.(failure);
    const times = outcomes.map(outcome => ('createdAt' in outcome && outcome.createdAt) || 0);
    const { settledThrough, settledRows, since } = this.#position;
    const last = outcomes.at(-1)?.row ?? settledThrough;
    this.#position = {
      ...this.#position,
      settledThrough: last,
      // Users of later rows are younger than the youngest of these.
      since: last >= this.#position.reservedThrough ? Math.max(since, ...times) : since,
      settledRows: settledRows + outcomes.length,
      reportBytes: this.needs.report?.bytes ?? 0,
    };
  }
}

const stopping =
  (stop: AbortController) =>
  (error: unknown): never => {
    stop.abort(error);
    throw error;
  };

/** @param firstEndsAt The row that ends a block which an earlier run had begun. */
async function* blocksOf(
  rows: AsyncIterable<Checked>,
  firstEndsAt: number,
): AsyncGenerator<readonly Checked[]> {
  let block: Checked[] = [];
  for await (const row of rows) {
    // Rows that an earlier run may have sent are judged by its clock, so they stay among themselves.
    const isNextRun = block.length > 0 && row.row > firstEndsAt && (block[0]?.row ?? 0) <= firstEndsAt;
    if (block.length === BLOCK || isNextRun) {
      yield block;
      block = [];
    }
    block.push(row);
  }
  if (block.length > 0) yield block;
}

/** Two rows that are sent at once could not be told apart when the pool says that one of them exists. */
function withoutRepeated(block: readonly Checked[]): readonly Checked[] {
  const seen = new Map<string, number>();
  return block.map(checked => {
    if (isFailure(checked)) return checked;
    const { row, username } = checked;
    const earlier = seen.get(username);
    if (earlier === undefined) {
      seen.set(username, row);
      return checked;
    }
    return { row, username, code: 'DUPLICATE_ROW', message: `row ${earlier} has the same username` };
  });
}
