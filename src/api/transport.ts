import type { NotSentError } from '../errors/not-sent.js';
import type { Deadline } from '../internal/deadline.js';

/** A request as it goes over the wire: a call of Cognito's API, or a fetch of signing keys. */
export interface WireRequest {
  readonly method: 'POST' | 'GET';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Whether it does no harm that the request arrives twice. */
  readonly repeatable: boolean;
  /** Ends the request. */
  readonly deadline: Deadline;
}

/** The answer, its body read whole. */
export interface WireAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What came up on the network in place of an answer. */
export class NetworkFault {
  constructor(
    readonly cause: unknown,
    /** Whether the request may have reached the service. */
    readonly mayHaveArrived: boolean,
  ) {}
}

/** What carries requests: `node:http`, or a `fetch`. It knows nothing of Cognito and tries once. */
export interface Transport {
  /** Rejects with a {@link NetworkFault}, or with what kept it from sending. */
  send(request: WireRequest): Promise<WireAnswer>;
  /** The error for a request that the runtime refused to send. Undefined for any other failure, by its cause. */
  unsendable?(cause: unknown, operation: string): NotSentError | undefined;
  /** Closes idle connections. Requests after it open new ones. */
  close(): void;
}
