import { inspect } from 'node:util';
import { type Kind, kindOf } from './outcome.js';

/** A call that ends later than this after its time has not kept to it, however busy the machine. */
const SLACK_MS = 8_000;

/** What a call came to. */
export interface Attempt<T> {
  readonly kind: Kind;
  readonly value?: T;
  readonly error?: unknown;
}

/** The calls of one scenario, what they came to, and what must not have happened. */
export class Attempts {
  readonly counts: Record<Kind, number> = {
    fine: 0,
    'failed, and said so': 0,
    'signed out': 0,
    refused: 0,
    other: 0,
  };
  readonly #violations: string[] = [];
  readonly #log: string[] = [];

  /** @param secretsOf What must not be in any error. */
  constructor(private readonly secretsOf: () => readonly (string | undefined)[]) {}

  /** Each with all that led to it. */
  get violations(): readonly string[] {
    return this.#violations.map(what => [what, ...this.#log].join('\n    '));
  }

  note(line: string): void {
    this.#log.push(line);
  }

  violate(what: string): void {
    this.#violations.push(what);
  }

  async make<T>(what: string, call: () => Promise<T>, timeoutMs: number): Promise<Attempt<T>> {
    const attempt = await within(timeoutMs + SLACK_MS, call);
    this.counts[attempt.kind]++;
    this.note(`${what}: ${'error' in attempt ? String(attempt.error) : attempt.kind}`);
    if (attempt.kind === 'other')
      this.violate(`${what} hung, or failed with no error of ours: ${inspect(attempt)}`);
    const shown = inspect(attempt.error, { depth: 8, showHidden: true });
    if (this.secretsOf().some(secret => secret && shown.includes(secret)))
      this.violate(`the error of ${what} shows a secret`);
    return attempt;
  }
}

async function within<T>(limitMs: number, call: () => Promise<T>): Promise<Attempt<T>> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<Attempt<T>>(resolve => {
    timer = setTimeout(resolve, limitMs, { kind: 'other', error: `no end within ${limitMs} ms` });
  });
  const ended = call().then(
    (value): Attempt<T> => ({ kind: 'fine', value }),
    (error: unknown): Attempt<T> => ({ kind: kindOf(error), error }),
  );
  return await Promise.race([ended, hung]).finally(() => clearTimeout(timer));
}
