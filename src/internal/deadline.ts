/**
 * The time that one call may take: it ends when that is over, or when the caller gives the call up. In place of
 * `AbortSignal.timeout` and `AbortSignal.any`, which cost more than all the rest of a call; a signal is made for what
 * takes nothing else.
 */
export class Deadline {
  readonly #caller: AbortSignal | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();
  #controller: AbortController | undefined;
  readonly #endsAt: number;
  #ended = false;
  #timedOut = false;

  /** @param timeoutMs Undefined where the caller alone ends it. */
  constructor(timeoutMs: number | undefined, caller?: AbortSignal) {
    this.#caller = caller;
    this.#endsAt = performance.now() + (timeoutMs ?? Number.POSITIVE_INFINITY);
    if (timeoutMs !== undefined) this.#timer = setTimeout(this.#timeOut, timeoutMs);
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
    const left = Math.max(0, this.#endsAt - performance.now());
    return new Deadline(Number.isFinite(left) ? left / parts : undefined, this.signal);
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
