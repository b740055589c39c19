import { subscribe, unsubscribe } from 'node:diagnostics_channel';

const SHOWN_AFTER_MS = 300;
const BEGIN = 'http.client.request.start';
const ENDS = ['http.client.response.finish', 'http.client.request.error'];

const inFlight = new Set<unknown>();
let shown: NodeJS.Timeout | undefined;
let clear: (() => void) | undefined;

/** From now on a person at a terminal sees that a call waits for its answer, where that takes long. */
export function showWaiting(): void {
  if (!hasReader()) return;
  subscribe(BEGIN, began);
  for (const end of ENDS) subscribe(end, ended);
}

/** For what draws on the terminal by itself. */
export function hideWaiting(): void {
  unsubscribe(BEGIN, began);
  for (const end of ENDS) unsubscribe(end, ended);
  inFlight.clear();
  stop();
}

/** As `gh` decides. The last two are what the library of the spinner needs to draw. */
function hasReader(): boolean {
  const { stdout, stderr, env } = process;
  return stdout.isTTY === true && stderr.isTTY === true && env.TERM !== 'dumb' && !('CI' in env);
}

function began(message: unknown): void {
  inFlight.add(requestOf(message));
  shown ??= setTimeout(show, SHOWN_AFTER_MS).unref();
}

function ended(message: unknown): void {
  inFlight.delete(requestOf(message));
  if (inFlight.size === 0) stop();
}

const requestOf = (message: unknown) => (message as { readonly request: unknown }).request;

async function show(): Promise<void> {
  const { default: spinnerOf } = await import('yocto-spinner');
  if (inFlight.size === 0 || clear) return;
  const spinner = spinnerOf({ text: 'Waiting for the pool', stream: process.stderr }).start();
  clear = () => spinner.stop();
}

function stop(): void {
  clearTimeout(shown);
  clear?.();
  shown = clear = undefined;
}
