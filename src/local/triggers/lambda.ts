import type { PoolSettings } from '../state/settings.js';
import type { PoolTriggers } from './index.js';

/** The functions behind ARNs. */
export interface Lambda {
  /** Whether there is an address for it. */
  has(arn: string): boolean;
  /** Invokes the function with an event, and returns what it answers. @throws {NotInvoked} */
  invoke(arn: string, event: unknown, signal?: AbortSignal): Promise<unknown>;
}

/** Triggers that have one version only, by their members in `LambdaConfig`. */
const BY_ARN = {
  PreSignUp: 'preSignUp',
  CustomMessage: 'customMessage',
  PostConfirmation: 'postConfirmation',
  PreAuthentication: 'preAuthentication',
  PostAuthentication: 'postAuthentication',
  DefineAuthChallenge: 'defineAuthChallenge',
  CreateAuthChallenge: 'createAuthChallenge',
  VerifyAuthChallengeResponse: 'verifyAuthChallenge',
  UserMigration: 'userMigration',
} as const satisfies Partial<Record<keyof LambdaConfig, keyof PoolTriggers>>;

type LambdaConfig = NonNullable<PoolSettings['LambdaConfig']>;

/** The triggers that a pool's `LambdaConfig` names, of those functions that can be invoked. */
export function lambdaTriggers(config: LambdaConfig, lambda: Lambda): PoolTriggers {
  const behind = (arn: string) => (event: unknown, signal?: AbortSignal) => lambda.invoke(arn, event, signal);
  const [sms, email] = [config.CustomSMSSender?.LambdaArn, config.CustomEmailSender?.LambdaArn];
  const plain = Object.entries(BY_ARN).flatMap(([member, name]) => {
    const arn = config[member as keyof typeof BY_ARN];
    return arn && lambda.has(arn) ? [[name, behind(arn)]] : [];
  });
  return {
    ...Object.fromEntries(plain),
    ...preTokenGeneration(config, lambda, behind),
    ...(sms !== undefined && lambda.has(sms) && { customSMSSender: behind(sms) }),
    ...(email !== undefined && lambda.has(email) && { customEmailSender: behind(email) }),
  } as PoolTriggers;
}

/** `PreTokenGenerationConfig` says which version; where it is missing, it is the first. */
function preTokenGeneration(
  { PreTokenGenerationConfig: config, PreTokenGeneration: arn }: LambdaConfig,
  lambda: Lambda,
  behind: (arn: string) => unknown,
): Partial<PoolTriggers> {
  const found = config?.LambdaArn ?? arn;
  if (!found || !lambda.has(found)) return {};
  const version = config?.LambdaVersion ?? 'V1_0';
  const handler = behind(found);
  const preTokenGeneration = version === 'V1_0' ? handler : { version, handler };
  return { preTokenGeneration } as Partial<PoolTriggers>;
}
