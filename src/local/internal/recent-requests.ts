import { clip } from './exception.js';
import type { RequestLine } from './request-log.js';

/** A request that was answered, with its number since the start of the server. */
export interface RecentRequest extends Omit<RequestLine, 'input' | 'output'> {
  readonly id: number;
}

const MOST_REQUESTS = 500;
/** A longer body is not kept: five hundred of a megabyte would be too much. */
const LONGEST_BODY = 16_384;

/** The latest requests with all that was sent and answered, in memory only. */
export class RecentRequests {
  #requests: RecentRequest[] = [];
  #last = 0;

  add({ input: _, output: __, subject, outcome, sent, answered, ...line }: RequestLine): void {
    const id = ++this.#last;
    const texts = { subject: clip(subject), outcome: clip(outcome) };
    this.#requests.push({ ...line, ...texts, id, ...kept({ sent, answered }) });
    // Cut in batches: to shift a long list by one costs as much as to cut many.
    if (this.#requests.length >= 2 * MOST_REQUESTS) this.#requests = this.#requests.slice(-MOST_REQUESTS);
  }

  /** The number of the latest; 0 where there is none. */
  get last(): number {
    return this.#last;
  }

  /** Those after this number, the latest first. */
  after(id = 0): RecentRequest[] {
    return this.#requests
      .slice(-MOST_REQUESTS)
      .filter(request => request.id > id)
      .reverse();
  }

  find(id: number): RecentRequest | undefined {
    return this.after().find(request => request.id === id);
  }
}

const kept = (bodies: Pick<RequestLine, 'sent' | 'answered'>) =>
  Object.fromEntries(
    Object.entries(bodies).filter(([, text]) => text !== undefined && text.length <= LONGEST_BODY),
  );
