import { ConnectionError } from '../errors/connection.js';
import { Deadline } from '../internal/deadline.js';
import type { Retries } from './retry.js';
import type { NetworkFault, Transport, WireAnswer } from './transport.js';

/**
 * A fetch of signing keys the way that calls go, tried as often as a call is: a finished sign-in must not fail for one
 * answer of 503.
 */
export const keyFetch =
  (transport: Transport, retries: Retries) =>
  async (url: string, { signal }: { readonly signal: AbortSignal }) => {
    let answer: WireAnswer | undefined;
    const deadline = new Deadline(undefined, signal);
    const attempt = async (): Promise<void> => {
      answer = undefined;
      answer = await transport
        .send({ method: 'GET', url, headers: {}, repeatable: true, deadline })
        .catch(({ cause }: NetworkFault) => {
          throw new ConnectionError('CONNECTION_FAILED', `cannot reach ${url}`, url, { cause });
        });
      const { status: httpStatus } = answer;
      if (httpStatus >= 500)
        throw new ConnectionError('UNREADABLE_ANSWER', `status ${httpStatus}`, url, { httpStatus });
    };
    await retries
      .run(attempt, deadline)
      .catch(error => {
        if (!answer) throw error.cause ?? error;
      })
      .finally(() => deadline.close());
    return asFetched(answer as unknown as WireAnswer);
  };

/** What a `fetch` would give, as far as it is read. */
const asFetched = ({ status, headers, body }: WireAnswer) => ({
  ok: status >= 200 && status < 300,
  status,
  headers: { get: (name: string) => headers[name] ?? null },
  body,
});
