import type { Deadline } from '../internal/deadline.js';

/** A request as it goes over the wire: a call of Cognito's API, or a fetch of signing keys. */
export interface WireRequest {
  readonly method: 'POST' | 'GET';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
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

/** What carries requests: `node:http`, or a `fetch`. It knows nothing of Cognito and tries once. */
export interface Transport {
  /** Rejects with whatever came up on the network. */
  send(request: WireRequest): Promise<WireAnswer>;
  /** Closes idle connections. Requests after it open new ones. */
  close(): void;
}
