import { invalidParameter } from '../internal/exception.js';
import type { PoolMembers } from '../members/pool.js';

type LambdaConfig = NonNullable<PoolMembers['LambdaConfig']>;

/**
 * The functions of a pool as it is described. The function before token generation has two members, of which either sets
 * both. That the service refuses what is refused here is documented; the two texts are unconfirmed.
 * @throws InvalidParameterException for members that contradict each other, and for senders without a key.
 */
export function lambdasOf(config: LambdaConfig): LambdaConfig {
  const { PreTokenGeneration: arn, PreTokenGenerationConfig: versioned } = config;
  if (arn !== undefined && versioned && versioned.LambdaArn !== arn)
    throw invalidParameter(
      'PreTokenGeneration and the LambdaArn of PreTokenGenerationConfig must be the same.',
    );
  if ((config.CustomSMSSender || config.CustomEmailSender) && config.KMSKeyID === undefined)
    throw invalidParameter('KMSKeyID is required for CustomSMSSender and CustomEmailSender.');
  if (versioned) return { ...config, PreTokenGeneration: versioned.LambdaArn };
  return arn === undefined
    ? config
    : { ...config, PreTokenGenerationConfig: { LambdaVersion: 'V1_0' as const, LambdaArn: arn } };
}
