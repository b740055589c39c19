import type { WaitingSeams } from '../../internal/waiting.js';

/** Requests per second gained for each second in which nothing was refused. */
const GAIN_PER_SECOND = 1;
const LEAST_PER_SECOND = 0.5;

/**
 * How fast one kind of request goes out. A refusal for the rate halves it, and what succeeds raises it again bit by
 * bit, up to a ceiling: additive increase, multiplicative decrease, as TCP finds its rate (RFC 5681, section 3.1).
 */
export class Pace {
  #perSecond: number;
  #nextAt = Number.NEGATIVE_INFINITY;
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ceiling: number,
    private readonly seams: WaitingSeams,
  ) {
    this.#perSecond = ceiling;
  }

  /**
   * Waits for this request's turn.
   *
   * @returns When it was sent, for {@link refused}.
   * @throws the signal's reason when it is aborted meanwhile.
   */
  async turn(signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const now = this.seams.elapsed();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + 1000 / this.#perSecond;
    if (at > now) await this.seams.sleep(at - now, signal);
    return this.seams.elapsed();
  }

  succeeded(): void {
    this.#perSecond = Math.min(this.ceiling, this.#perSecond + GAIN_PER_SECOND / this.#perSecond);
  }

  /** @param sentAt Refusals of what was sent before the last slow-down say nothing of the pace since. */
  refused(sentAt: number): void {
    if (sentAt < this.#slowedAt) return;
    this.#perSecond = Math.max(Math.min(this.ceiling, LEAST_PER_SECOND), this.#perSecond / 2);
    this.#slowedAt = this.seams.elapsed();
  }
}
