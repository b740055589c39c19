/** One line on stderr saying what went wrong; with `debug`, the stack as well. */
export function report(error: unknown, debug: boolean): void {
  const known = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`portcullis: ${known.message.replaceAll('\n', ' ')}\n`);
  if (debug) process.stderr.write(`${known.stack}\n`);
}
