/**
 * Writes the state to disk when it has changed, one write at a time. A change waits for a write that began after it,
 * so that many changes share one.
 */
export class Saving {
  #changes = 0;
  #saved = 0;
  #writing: Promise<void> | undefined;

  /** @param write Takes the state as it is when called, and resolves when the disk has it. */
  constructor(private readonly write: () => Promise<void>) {}

  /** To be called at every change. */
  readonly changed = (): void => {
    this.#changes++;
  };

  /** Resolves when everything that changed until now is on disk. @throws what `write` throws. */
  async saved(): Promise<void> {
    const wanted = this.#changes;
    while (this.#saved < wanted) {
      this.#writing ??= this.#write();
      await this.#writing;
    }
  }

  async #write(): Promise<void> {
    const covered = this.#changes;
    try {
      await this.write();
      this.#saved = covered;
    } finally {
      this.#writing = undefined;
    }
  }
}
