/**
 * What comes of `work`, or a rejection with what `late` makes when that takes longer. Work that does not heed its signal
 * continues.
 *
 * @param late Makes the error.
 */
export async function within<Result>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
  late: () => Error,
): Promise<Result> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late());
      controller.abort();
    }, timeoutMs);
    // Where timers are objects: a limit alone keeps no process alive.
    Object(timer).unref?.();
  });
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}
