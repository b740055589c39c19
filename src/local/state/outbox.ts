import type { Clock } from '../../internal/seams.js';
import type { Records } from './records.js';
import { DAY_MS, Sweeper } from './sweep.js';

/** What the message is for: the names of the service's custom-message triggers. */
export type MessageReason =
  | 'AdminCreateUser'
  | 'Authentication'
  | 'ForgotPassword'
  | 'ResendCode'
  | 'SignUp'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute';

/** An SMS or e-mail that a real pool would have sent. */
export interface Message {
  /** ISO 8601, by the pool's clock. */
  readonly at: string;
  readonly username: string;
  /** The phone number or e-mail address. */
  readonly to: string;
  readonly medium: 'SMS' | 'EMAIL';
  readonly reason: MessageReason;
  /** The code, or the temporary password of an invitation; empty where a migrated user is welcomed. */
  readonly code: string;
  /** What a custom message trigger wrote, with the code filled in. */
  readonly text?: string;
  /** The subject that such a trigger gave an e-mail. */
  readonly subject?: string;
}

/** A message is kept for so long, and only as long as it is among so many latest ones. */
const KEPT_MS = 30 * DAY_MS;
const MOST_MESSAGES = 10_000;

/** The messages of a server, oldest first. Nothing leaves the process. */
export class Outbox {
  readonly sweeper: Sweeper<Message>;
  readonly #taken = new WeakSet<Message>();
  #last: number;

  /** @param records By the number of each message, which grows. */
  constructor(
    private readonly records: Records<Message>,
    private readonly now: Clock,
  ) {
    this.sweeper = new Sweeper(records, ({ at }) => Date.parse(at) + KEPT_MS);
    this.#last = Math.max(0, ...[...records.keys()].map(Number));
  }

  readonly #waiting = new Set<{ to: string | undefined; take: (message: Message) => void }>();

  send(message: Omit<Message, 'at'>): void {
    const sent = { at: new Date(this.now()).toISOString(), ...message };
    this.records.set(String(++this.#last), sent);
    const [oldest] = this.records.keys();
    if (this.records.size > MOST_MESSAGES && oldest !== undefined) this.records.delete(oldest);
    for (const waiter of this.#waiting) {
      if (waiter.to !== undefined && waiter.to !== sent.to) continue;
      this.#waiting.delete(waiter);
      this.#taken.add(sent);
      waiter.take(sent);
      return;
    }
  }

  /** The number of the latest. */
  get last(): number {
    return this.#last;
  }

  /** Those after a number, oldest first. */
  after(number: number): Message[] {
    if (number >= this.#last) return [];
    return [...this.records].filter(([key]) => Number(key) > number).map(([, message]) => message);
  }

  list(): readonly Message[] {
    return [...this.records.values()];
  }

  /** The oldest message to `to` that `next` has not handed out yet; where there is none, the next that is sent. */
  next({ to }: { readonly to?: string } = {}): Promise<Message> {
    const found = this.list().find(sent => !this.#taken.has(sent) && (to === undefined || sent.to === to));
    if (!found) return new Promise(take => this.#waiting.add({ to, take }));
    this.#taken.add(found);
    return Promise.resolve(found);
  }
}
