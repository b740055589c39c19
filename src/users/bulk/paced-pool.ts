import * as v from 'valibot';
import { CognitoApi } from '../../api/cognito-api.js';
import type { Input, OperationName, Output } from '../../api/operations.js';
import { ConnectionError } from '../../errors/connection.js';
import { InternalServiceError, TooManyRequestsError } from '../../errors/service.js';
import { backoffMs } from '../../internal/backoff.js';
import { optional } from '../../internal/schemas.js';
import type { WaitingSeams } from '../../internal/waiting.js';
import { Pace } from './pace.js';

/**
 * The most requests per second that an import or export sends, by Cognito's categories of quotas. Everything in the
 * account and region shares them.
 */
export interface Quotas {
  /** Creating users. Default 40. */
  readonly UserCreation: number;
  /** Groups of users, and disabling them. Default 20. */
  readonly UserUpdate: number;
  /** Reading one user. Default 96. */
  readonly UserRead: number;
  /** Reading the groups of one user. Default 40. */
  readonly UserResourceRead: number;
  /** Pages of users. Default 24. */
  readonly UserList: number;
  /** Describing the pool. Default 12. */
  readonly UserPoolRead: number;
}

/** Four fifths of Cognito's default quotas: people also sign up during an import. */
const DEFAULTS: Quotas = {
  UserCreation: 40,
  UserUpdate: 20,
  UserRead: 96,
  UserResourceRead: 40,
  UserList: 24,
  UserPoolRead: 12,
};

const quota = optional(
  v.pipe(
    v.number('must be a number of requests per second'),
    v.finite('must be finite'),
    v.check(perSecond => perSecond > 0, 'must be more than 0'),
  ),
);

export const quotaEntries = {
  UserCreation: quota,
  UserUpdate: quota,
  UserRead: quota,
  UserResourceRead: quota,
  UserList: quota,
  UserPoolRead: quota,
};

/** How often a request is sent that gets no answer, or that the service fails at. Together they take a minute. */
const TRIES = 8;
const PAUSES = { firstMs: 500, longestMs: 20_000 };

/** The pool, called at a pace that it accepts. A throttled call is repeated until the signal ends it. */
export class PacedPool {
  readonly connection: CognitoApi;
  readonly #paces: Readonly<Record<keyof Quotas, Pace>>;

  constructor(
    pool: CognitoApi,
    quotas: { readonly [Category in keyof Quotas]?: number | undefined },
    private readonly seams: WaitingSeams,
    private readonly signal: AbortSignal,
  ) {
    const { config } = pool;
    // One attempt: the SDK's own repetition would hide the refusals that the pace is found by.
    this.connection = new CognitoApi({ ...config, maxAttempts: 1 });
    const paces = Object.entries(DEFAULTS).map(([category, perSecond]) => [
      category,
      new Pace(quotas[category as keyof Quotas] ?? perSecond, seams),
    ]);
    this.#paces = Object.fromEntries(paces);
  }

  /** Calls one operation when its turn comes. A running call is never interrupted. */
  call<Name extends OperationName>(
    category: keyof Quotas,
    operation: Name,
    input: Input<Name>,
  ): Promise<Output<Name>> {
    return this.paced(category, () => this.connection.call(operation, input));
  }

  /** The same for a request that the caller makes, over {@link connection}. */
  async paced<Answer>(
    category: keyof Quotas,
    send: () => Promise<Answer>,
    mostTries = TRIES,
  ): Promise<Answer> {
    const pace = this.#paces[category];
    for (let tries = 1; ; tries++) {
      const sentAt = await pace.turn(this.signal);
      try {
        const output = await send();
        pace.succeeded();
        return output;
      } catch (error) {
        if (error instanceof TooManyRequestsError) pace.refused(sentAt);
        else if (!passes(error) || tries >= mostTries) throw error;
        const pause = backoffMs(tries, { ...PAUSES, random: this.seams.random });
        await this.seams.sleep(pause, this.signal);
      }
    }
  }

  close(): void {
    this.connection.close();
  }
}

const passes = (error: unknown): boolean =>
  error instanceof ConnectionError || error instanceof InternalServiceError;
