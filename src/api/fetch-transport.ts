import { neverConnected } from './never-connected.js';
import { NetworkFault, type Transport, type WireAnswer, type WireRequest } from './transport.js';

/** Carries requests by a `fetch`: the platform's, or one that was handed in. */
export class FetchTransport implements Transport {
  readonly #fetch: typeof globalThis.fetch;

  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch;
  }

  async send(request: WireRequest): Promise<WireAnswer> {
    const { deadline } = request;
    try {
      // Not every fetch that is handed in keeps to its signal.
      return await deadline.within(
        () => this.#exchange(request),
        () => new Error('the call has ended'),
      );
    } catch (cause) {
      throw new NetworkFault(cause, !neverConnected(cause));
    }
  }

  close(): void {}

  async #exchange({ method, url, headers, body, deadline }: WireRequest): Promise<WireAnswer> {
    // Called bare: a platform's fetch refuses another receiver.
    const fetch = this.#fetch;
    const { signal } = deadline;
    const response = await fetch(url, { method, headers, body: body ?? null, signal, redirect: 'manual' });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  }
}
