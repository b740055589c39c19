import type { WaitingSeams } from '../../internal/waiting.js';
import { NotInvoked } from './not-invoked.js';

/** As the service has them: a function that is late is invoked again. */
const LIMIT_MS = 5000;
const TRIES = 3;

/** The service does not wait for these, nor ask twice. */
const SENDERS = new Set(['customSMSSender', 'customEmailSender']);

/** An invocation whose function did not answer in time. */
class TimedOut extends NotInvoked {
  constructor() {
    super('Socket timeout while invoking Lambda function');
  }
}

/** Invokes a function. The signal says when nothing waits for its answer any more. */
export type Invoke = (event: never, signal?: AbortSignal) => unknown;

/** The same function, whose answer is waited for no longer than the service waits. */
export const withinLimit =
  (invoke: Invoke, sleep: WaitingSeams['sleep']) =>
  async (event: never): Promise<unknown> => {
    const [late, settled] = [new AbortController(), new AbortController()];
    const answer = Promise.resolve(event).then(given => invoke(given, late.signal));
    const limit = sleep(LIMIT_MS, settled.signal).then(() => {
      late.abort();
      throw new TimedOut();
    });
    return Promise.race([answer, limit]).finally(() => settled.abort());
  };

/** The same function, invoked again where it is late. Each invocation gets an event of its own to fill in. */
export const withRetries =
  (name: string, invoke: (event: never) => Promise<unknown>) =>
  async (event: never): Promise<unknown> => {
    for (let tries = 1; ; tries++)
      try {
        return await invoke(structuredClone(event));
      } catch (error) {
        if (!(error instanceof TimedOut) || tries === TRIES || SENDERS.has(name)) throw error;
      }
  };
