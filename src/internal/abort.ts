/**
 * `work`, or a rejection with the signal's reason as soon as it is aborted. The work itself continues: other
 * calls may wait for the same keys.
 */
export function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  return signal ? raced(work, signal) : work;
}

async function raced<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, stop } = abortOf(signal);
  try {
    return await Promise.race([work, promise]);
  } finally {
    stop();
  }
}

function abortOf(signal: AbortSignal): { promise: Promise<never>; stop: () => void } {
  let stop = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    stop = () => signal.removeEventListener('abort', abort);
  });
  return { promise, stop };
}
