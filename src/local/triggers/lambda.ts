import type { PoolSettings } from '../state/settings.js';
import type { PoolTriggers } from './index.js';

/** The functions behind ARNs. */
export interface Lambda {
  /** Whether there is an address for it. */
  has(arn: string): boolean;
  /** Invokes the function with an event, and returns what it answers. @throws {NotInvoked} */
  invoke(arn: string, event: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Says, once, that a function of a pool is not invoked. */
  warn(arn: string): void;
}

export type LambdaConfig = NonNullable<PoolSettings['LambdaConfig']>;

type Named = readonly [trigger: keyof PoolTriggers, arn: string | undefined];

/** The triggers that a definition names functions for. */
const functionsOf = (config: LambdaConfig): (readonly [trigger: keyof PoolTriggers, arn: string])[] =>
  (
    [
      ['preSignUp', config.PreSignUp],
      ['customMessage', config.CustomMessage],
      ['postConfirmation', config.PostConfirmation],
      ['preAuthentication', config.PreAuthentication],
      ['postAuthentication', config.PostAuthentication],
      ['defineAuthChallenge', config.DefineAuthChallenge],
      ['createAuthChallenge', config.CreateAuthChallenge],
      ['verifyAuthChallenge', config.VerifyAuthChallengeResponse],
      ['preTokenGeneration', config.PreTokenGenerationConfig?.LambdaArn ?? config.PreTokenGeneration],
      ['userMigration', config.UserMigration],
      ['customSMSSender', config.CustomSMSSender?.LambdaArn],
      ['customEmailSender', config.CustomEmailSender?.LambdaArn],
    ] satisfies Named[]
  ).filter((named): named is [keyof PoolTriggers, string] => named[1] !== undefined);

/** The triggers that a pool's `LambdaConfig` names, of those functions that can be invoked. */
export function lambdaTriggers(config: LambdaConfig, lambda: Lambda): PoolTriggers {
  const version = config.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0';
  const triggers = functionsOf(config).flatMap(([name, arn]) => {
    if (!lambda.has(arn)) return [];
    const handler = (event: unknown, signal?: AbortSignal) => lambda.invoke(arn, event, signal);
    return [[name, name === 'preTokenGeneration' && version !== 'V1_0' ? { version, handler } : handler]];
  });
  return Object.fromEntries(triggers);
}

/** The functions of a definition that nothing stands for: they have no address, and the pool none of its `own`. */
export const unreachable = (config: LambdaConfig, lambda: Lambda, own: PoolTriggers): string[] =>
  functionsOf(config).flatMap(([name, arn]) => (own[name] || lambda.has(arn) ? [] : [arn]));
