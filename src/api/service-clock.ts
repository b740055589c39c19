import type { Clock } from '../internal/seams.js';
import type { WireAnswer } from './transport.js';

/** HTTP dates have whole seconds, so a smaller difference says nothing. */
const NOTICEABLE_MS = 2_000;

/**
 * This machine's clock, corrected by what the service says the time is. Cognito refuses proofs whose timestamp is
 * minutes off, and whether a token has expired is for its issuer's clock to say.
 */
export class ServiceClock {
  #offsetMs = 0;
  #isTold = false;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock() + this.#offsetMs;
  }

  /** By how much this machine's clock is slow, as far as is known. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Whether the service's answers tell its time. In browsers they do not: CORS keeps the date to itself. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** Takes the time from something else that the service has told it by, such as a token. */
  set(serviceTime: number): void {
    this.#offsetMs = Math.round(serviceTime - this.clock());
  }

  /** Times an exchange with the service: call what it returns with the answer. */
  begin(): (answer: Pick<WireAnswer, 'status' | 'headers'>) => void {
    const sentAt = this.clock();
    return ({ status, headers }) => {
      // Only Cognito's own answers tell its time: a proxy's, or one of an outage, may have any date.
      if (status < 500 && headers['content-type']?.startsWith('application/x-amz-json'))
        this.#learn(Date.parse(headers.date ?? ''), sentAt);
    };
  }

  #learn(serviceTime: number, sentAt: number): void {
    if (Number.isNaN(serviceTime)) return;
    this.#isTold = true;
    const offset = serviceTime - (sentAt + this.clock()) / 2;
    this.#offsetMs = Math.abs(offset) < NOTICEABLE_MS ? 0 : Math.round(offset);
  }
}
