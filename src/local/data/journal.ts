import { AsyncLocalStorage } from 'node:async_hooks';
import type { Entry } from './entries.js';

/** One request, or other piece of work: its changes are kept, or it fails. */
interface Work {
  /** Why changes of it were undone. */
  failure?: unknown;
}

interface Change {
  readonly entry: Entry;
  readonly undo: () => void;
  readonly work: Work | undefined;
}

/**
 * Writes changes to disk, all that came up during one write with the next. Changes that cannot be written are undone,
 * so that what is in memory is never more than what is kept.
 */
export class Journal {
  readonly #work = new AsyncLocalStorage<Work>();
  #pending: Change[] = [];
  #writing: Promise<void> | undefined;
  #isUndoing = false;

  /** @param write Resolves when the disk has the entries; rejects where it has none of them. */
  constructor(
    private readonly write: (entries: readonly Entry[]) => Promise<void>,
    private readonly warn: (problem: unknown) => void,
  ) {}

  /**
   * To be called before each change, with what undoes it.
   * @throws why an earlier change of the same work was undone: the rest of it would be half a change.
   */
  note(entry: Entry, undo: () => void): void {
    if (this.#isUndoing) return;
    const work = this.#work.getStore();
    if (work?.failure) throw work.failure;
    this.#pending.push({ entry, undo, work });
  }

  /** Resolves when everything that changed until now, by whatever work, is on disk or undone. */
  async settled(): Promise<void> {
    if (this.#writing) await this.#writing;
    if (this.#pending.length === 0) return;
    this.#writing ??= this.#write();
    await this.#writing;
  }

  /**
   * Does work, and resolves when what it changed is on disk.
   * @throws why it could not be written; its changes are undone.
   */
  async commit<T>(work: () => Promise<T>): Promise<T> {
    const own: Work = {};
    const result = await this.#work.run(own, work);
    await this.settled();
    if (own.failure) throw own.failure;
    return result;
  }

  async #write(): Promise<void> {
    // What else changes in this turn of the event loop is written together.
    await new Promise(setImmediate);
    const changes = this.#pending;
    this.#pending = [];
    try {
      await this.write(changes.map(({ entry }) => entry));
    } catch (error) {
      this.#undo([...changes, ...this.#pending], error);
      this.warn(error);
    } finally {
      this.#writing = undefined;
    }
  }

  /** Later changes too: they may build on the earlier ones. */
  #undo(changes: readonly Change[], failure: unknown): void {
    this.#pending = [];
    this.#isUndoing = true;
    for (const { undo, work } of changes.toReversed()) {
      undo();
      if (work) work.failure = failure;
    }
    this.#isUndoing = false;
  }
}
