import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../internal/seams.js';

/** HTTP dates have whole seconds, so a smaller difference says nothing. */
const NOTICEABLE_MS = 2_000;

/**
 * This machine's clock, corrected by what the service says the time is. Cognito refuses proofs whose timestamp is
 * minutes off, and whether a token has expired is for its issuer's clock to say.
 */
export class ServiceClock {
  #offsetMs = 0;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock() + this.#offsetMs;
  }

  /** Learns from the `Date` header of every answer that the client receives. */
  watch(client: CognitoIdentityProviderClient): void {
    client.middlewareStack.add(
      next => async args => {
        const sentAt = this.clock();
        const output = await next(args);
        const { headers } = output.response as { headers?: Record<string, string> };
        this.#learn(Date.parse(headers?.date ?? ''), sentAt);
        return output;
      },
      { step: 'deserialize', priority: 'low', name: 'portcullisServiceClock' },
    );
  }

  #learn(serviceTime: number, sentAt: number): void {
    if (Number.isNaN(serviceTime)) return;
    const offset = serviceTime - (sentAt + this.clock()) / 2;
    this.#offsetMs = Math.abs(offset) < NOTICEABLE_MS ? 0 : Math.round(offset);
  }
}
