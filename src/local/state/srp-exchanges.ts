import type { Clock, RandomSource } from '../../internal/seams.js';
import { randomSecretBlock } from '../internal/random.js';
import type { Records } from './records.js';
import { Sweeper } from './sweep.js';

/** The server's half of one SRP exchange, between the question and the proof. Numbers are hexadecimal. */
export interface SrpExchange {
  /** The opaque `SECRET_BLOCK` that the client signs and sends back. */
  readonly secretBlock: string;
  readonly clientId: string;
  /** `USER_ID_FOR_SRP`; for a name that does not exist, one that was made up. */
  readonly username: string;
  readonly verifier: string;
  readonly srpA: string;
  readonly b: string;
  readonly srpB: string;
  /** The device that proves itself; absent where it is a user's password that is proved. */
  readonly ofDevice?: string;
  /** The device that the client named when it asked. */
  readonly deviceKey?: string;
  /** The `Session` that went out with the question, in the flows that have one. */
  readonly session?: string;
  readonly expiresAt: number;
}

/** SRP exchanges under way, found by their secret block: `USER_SRP_AUTH` has no `Session`. */
export class SrpExchanges {
  readonly sweeper: Sweeper<SrpExchange>;

  constructor(
    private readonly records: Records<SrpExchange>,
    private readonly now: Clock,
    private readonly random: RandomSource,
  ) {
    this.sweeper = new Sweeper(records, ({ expiresAt }) => expiresAt);
  }

  open(exchange: Omit<SrpExchange, 'secretBlock' | 'expiresAt'>, validMinutes: number): SrpExchange {
    const expiresAt = this.now() + validMinutes * 60_000;
    const opened = { ...exchange, secretBlock: randomSecretBlock(this.random), expiresAt };
    this.records.set(opened.secretBlock, opened);
    return opened;
  }

  find(secretBlock: string): SrpExchange | undefined {
    const exchange = this.records.get(secretBlock);
    return exchange && exchange.expiresAt > this.now() ? exchange : undefined;
  }

  /** One exchange serves one proof, good or bad, so that a password cannot be guessed against one question. */
  close({ secretBlock }: SrpExchange): void {
    this.records.delete(secretBlock);
  }
}
