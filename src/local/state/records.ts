/** Told of one change before it is made: `before` is absent for a new record, `after` for one that is deleted. */
export type RecordObserver<Value> = (
  key: string,
  before: Value | undefined,
  after: Value | undefined,
) => void;

/**
 * The records of one kind. What is derived from them, such as an index or the log, observes them: so a change that is
 * undone or replayed keeps it right too.
 */
export class Records<Value> extends Map<string, Value> {
  readonly #observers: RecordObserver<Value>[] = [];

  /** Calls `observer` before each change, in the order of observing. One that throws prevents the change. */
  observe(observer: RecordObserver<Value>): void {
    this.#observers.push(observer);
  }

  /** As {@link observe}, beginning with the records that are there. */
  follow(observer: RecordObserver<Value>): void {
    for (const [key, record] of this) observer(key, undefined, record);
    this.observe(observer);
  }

  override set(key: string, record: Value): this {
    this.#tell(key, this.get(key), record);
    return super.set(key, record);
  }

  override delete(key: string): boolean {
    const before = this.get(key);
    if (before === undefined) return false;
    this.#tell(key, before, undefined);
    return super.delete(key);
  }

  #tell(key: string, before: Value | undefined, after: Value | undefined): void {
    for (const observer of this.#observers) observer(key, before, after);
  }
}
