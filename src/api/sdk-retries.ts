import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** A limit of the user's, not of the rate: trying sooner does not help. The SDK takes the first for a throttle. */
const NOT_TRANSIENT = new Set(['LimitExceededException', 'TooManyFailedAttemptsException']);

/** Lets the SDK's own strategy decide on retries, except after refusals that stand for minutes or hours. */
export function retryOnlyWhatPasses({ config }: CognitoIdentityProviderClient): void {
  const standard = config.retryStrategy;
  config.retryStrategy = async () => {
    const strategy = await standard();
    if (!('refreshRetryTokenForRetry' in strategy)) return strategy;
    return {
      acquireInitialRetryToken: scope => strategy.acquireInitialRetryToken(scope),
      recordSuccess: token => strategy.recordSuccess(token),
      refreshRetryTokenForRetry: async (token, info) => {
        if (NOT_TRANSIENT.has((info.error as Error | undefined)?.name ?? '')) throw info.error;
        return strategy.refreshRetryTokenForRetry(token, info);
      },
    };
  };
}
