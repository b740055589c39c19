/** Promises cost a guarded request more than looking up its token, so what is there at once is used at once. */

type MaybePromise<T> = T | PromiseLike<T>;

const isPromise = <T>(value: MaybePromise<T>): value is PromiseLike<T> =>
  (typeof value === 'object' || typeof value === 'function') && value !== null && 'then' in value;

/** What `next` makes of a value, at once where the value is there. */
export function chained<T, U>(value: MaybePromise<T>, next: (value: T) => U | Promise<U>): U | Promise<U> {
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value);
}

/** The result of `work`; `report` is told of what it throws or rejects with. */
export function reported<T>(work: () => T | Promise<T>, report: (error: unknown) => void): T | Promise<T> {
  const rethrow = (error: unknown): never => {
    report(error);
    throw error;
  };
  try {
    const result = work();
    return isPromise(result) ? Promise.resolve(result).catch(rethrow) : result;
  } catch (error) {
    return rethrow(error);
  }
}

/** Calls `done` or `failed`, at once where the result of `work` is there. What `done` throws is not `failed`'s. */
export function settled<T>(
  work: () => T | Promise<T>,
  done: (value: T) => void,
  failed: (error: unknown) => void,
): void {
  let result: T | Promise<T>;
  try {
    result = work();
  } catch (error) {
    return void failed(error);
  }
  if (isPromise(result)) Promise.resolve(result).then(done, failed);
  else done(result);
}
