/**
 * The time that one call may take: it ends when that is over, or when the caller gives the call up. In place of
 * `AbortSignal.timeout` and `AbortSignal.any`, which cost more than all the rest of a call; a signal is made for what
 * takes nothing else.
 */
export class Deadline {
  /** How long the whole call may take. */
  readonly timeoutMs: number;
  readonly #caller: AbortSignal | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();
  #controller: AbortController | undefined;
  readonly #endsAt: number;
  #ended = false;
  #timedOut = false;

  /** @param timeoutMs Undefined where the caller alone ends it. */
  constructor(timeoutMs: number = Number.POSITIVE_INFINITY, caller?: AbortSignal) {
    this.timeoutMs = timeoutMs;
    this.#endsAt = performance.now() + timeoutMs;
    this.#caller = caller;
    if (timeoutMs !== Number.POSITIVE_INFINITY) this.#timer = setTimeout(this.#timeOut, timeoutMs);
    // Where timers are objects: a deadline alone keeps no process alive.
    Object(this.#timer).unref?.();
    if (caller?.aborted) this.#ended = true;
    else caller?.addEventListener('abort', this.#end);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether it ended because the time was over. */
  get timedOut(): boolean {
    return this.#timedOut;
  }

  /** Whether the caller gave the call up. */
  get aborted(): boolean {
    return this.#ended && !this.#timedOut;
  }

  /** How much of the time is left, in whole milliseconds and at least one, as calls take it. */
  get leftMs(): number {
    return Math.max(1, Math.ceil(this.#endsAt - performance.now()));
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#ended) this.#controller.abort(this.#caller?.reason);
    return this.#controller.signal;
  }

  /** Calls `listener` when the time is over, or at once when it is. @returns What takes the listener away again. */
  onEnd(listener: () => void): () => void {
    if (this.#ended) listener();
    else this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Starts work, unless the time is over, and waits for it inside the time. The work itself continues: others may wait
   * for it too.
   *
   * @throws What `late` makes when the time is over, the caller's own reason when they gave the call up.
   */
  async within<T>(work: () => Promise<T>, late: () => Error): Promise<T> {
    const over = () => (this.#timedOut ? late() : this.#caller?.reason);
    if (this.#ended) throw over();
    let stop = (): void => {};
    const end = new Promise<never>((_, reject) => {
      stop = this.onEnd(() => reject(over()));
    });
    try {
      return await Promise.race([work(), end]);
    } finally {
      stop();
    }
  }

  /** Waits inside this time. Rejects when it ends first. */
  async pause(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = (): void => {};
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(resolve, milliseconds);
        stop = this.onEnd(() => reject(new Error('the call has ended')));
      });
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  /** One of so many equal parts of the time that is left. It ends with the whole. */
  part(parts: number): Deadline {
    return new Deadline(this.leftMs / parts, this.signal);
  }

  /** The call is done. */
  close(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#end);
    this.#listeners.clear();
  }

  readonly #timeOut = (): void => {
    this.#timedOut = true;
    this.#end();
  };

  readonly #end = (): void => {
    this.#ended = true;
    this.#controller?.abort(this.#caller?.reason);
    for (const listener of this.#listeners) listener();
    this.close();
  };
}
