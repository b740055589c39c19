import type { Transport, WireAnswer, WireRequest } from './transport.js';

/** Carries requests by a `fetch`: the platform's, or one that was handed in. */
export class FetchTransport implements Transport {
  readonly #fetch: typeof globalThis.fetch;

  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch;
  }

  async send({ method, url, headers, body, deadline }: WireRequest): Promise<WireAnswer> {
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

  close(): void {}
}
