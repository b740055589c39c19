import type { Clock } from '../../internal/seams.js';

/** One call of a trigger. */
export interface TriggerCall {
  /** ISO 8601, by the pool's clock. */
  readonly at: string;
  /** `preSignUp`, as the pool's `triggers` call it. */
  readonly trigger: string;
  /** As the trigger received it, without passwords. */
  readonly event: unknown;
  /** What it returned as its `response`, or what it threw. */
  readonly response?: unknown;
  readonly error?: string;
  readonly ms: number;
}

const MOST_CALLS = 1000;

/** The latest calls of a pool's triggers, oldest first. */
export class TriggerLog {
  #calls: TriggerCall[] = [];

  constructor(private readonly now: Clock) {}

  list(): readonly TriggerCall[] {
    return this.#calls;
  }

  clear(): void {
    this.#calls = [];
  }

  /** The same trigger, whose calls are noted under this name. */
  noting(trigger: string, run: (event: never) => unknown) {
    return async (event: never): Promise<unknown> => {
      const about = { at: new Date(this.now()).toISOString(), trigger, event: withoutPassword(event) };
      const start = performance.now();
      const note = (outcome: Pick<TriggerCall, 'response' | 'error'>) => {
        this.#calls = [...this.#calls, { ...about, ...outcome, ms: performance.now() - start }].slice(
          -MOST_CALLS,
        );
      };
      try {
        const answer = await run(event);
        note({ response: Object(answer).response });
        return answer;
      } catch (error) {
        note({ error: (error as Error)?.message ?? String(error) });
        throw error;
      }
    };
  }
}

/** A copy: triggers fill in their event. */
function withoutPassword(event: { readonly request?: Readonly<Record<string, unknown>> }): unknown {
  const copy = structuredClone(event);
  return copy.request && 'password' in copy.request
    ? { ...copy, request: { ...copy.request, password: '…' } }
    : copy;
}
