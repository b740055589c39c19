import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { check, nonEmpty, strictOptions, wholeNumber } from '../../internal/options.js';
import { CognitoException } from '../internal/exception.js';

const faultSchema = strictOptions({
  operation: v.optional(nonEmpty),
  times: v.optional(wholeNumber(1), 1),
  delayMs: v.optional(wholeNumber(0, 600_000), 0),
  error: v.optional(
    v.union(
      [
        v.literal('throttle'),
        strictOptions({
          type: v.custom<`${string}Exception`>(
            type => typeof type === 'string' && /^\w+Exception$/.test(type),
            'must be the name of an exception',
          ),
          message: v.optional(v.string(), ''),
          status: v.optional(v.picklist([400, 500], 'must be 400 or 500'), 400),
        }),
      ],
      "must be 'throttle', or { type, message, status }",
    ),
  ),
});

/** What the next calls meet in place of their answer, or before it. */
export interface Fault {
  /** Such as `InitiateAuth`; left out, any. */
  readonly operation?: string;
  /** How many calls meet it: 1 by default. */
  readonly times?: number;
  /** How long each waits first. */
  readonly delayMs?: number;
  /** What each is refused with: `'throttle'` is TooManyRequestsException. Left out, they are only late. */
  readonly error?:
    | 'throttle'
    | {
        readonly type: `${string}Exception`;
        readonly message?: string;
        /** 400 by default. */
        readonly status?: 400 | 500;
      };
}

type Checked = v.InferOutput<typeof faultSchema>;

const THROTTLED = { type: 'TooManyRequestsException', message: 'Rate exceeded', status: 400 } as const;

/** The faults that calls are still to meet, in the order in which they were added. */
export class Faults {
  #left: (Checked & { times: number })[] = [];

  /** @throws {InvalidOptionError} naming the key at fault. */
  add(fault: unknown): void {
    this.#left.push(check(faultSchema, fault, 'fault'));
  }

  clear(): void {
    this.#left = [];
  }

  /** To be awaited by each call. @throws CognitoException where its fault says so. */
  async meet(operation: string): Promise<void> {
    const fault = this.#left.find(({ operation: only = operation }) => only === operation);
    if (!fault) return;
    fault.times--;
    this.#left = this.#left.filter(({ times }) => times > 0);
    if (fault.delayMs > 0) await sleep(fault.delayMs);
    const { error } = fault;
    if (!error) return;
    const { type, message, status } = error === 'throttle' ? THROTTLED : error;
    throw new CognitoException(type, message, {
      status,
      expected: 'any request: the controls asked for this fault',
    });
  }
}
