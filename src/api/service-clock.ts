import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../internal/seams.js';

/** What is read of the AWS SDK's HTTP response. */
interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

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

  /** Learns from the `Date` header of the answers that are Cognito's own: proxies and outages date theirs as they like. */
  watch(client: CognitoIdentityProviderClient): void {
    client.middlewareStack.add(
      next => async args => {
        const sentAt = this.clock();
        const output = await next(args);
        const { statusCode = 0, headers = {} } = output.response as Partial<HttpAnswer>;
        if (statusCode < 500 && headers['content-type']?.startsWith('application/x-amz-json'))
          this.#learn(Date.parse(headers.date ?? ''), sentAt);
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
