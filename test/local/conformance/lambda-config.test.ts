import type { LambdaConfigType } from '@aws-sdk/client-cognito-identity-provider';
import { type Bench, bench } from '../../helpers/conformance.js';
import { closeAfterAll } from '../../helpers/pool.js';
import { refusal, refusalOf } from '../../helpers/sdk.js';

closeAfterAll();

let shared: Bench;
beforeAll(async () => {
  shared = await bench();
});

const LambdaArn = 'arn:aws:lambda:eu-west-1:123456789012:function:words';
const KMSKeyID = 'arn:aws:kms:eu-west-1:123456789012:key/codes';
const PATTERN = String.raw`arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`;
const violation = (what: string, constraint: string) =>
  `1 validation error detected: Value ${what} failed to satisfy constraint: ${constraint}`;

test.each<[string, LambdaConfigType, string]>([
  [
    'what is no ARN',
    { CustomMessage: 'functionCustomMessageArn' },
    violation(
      "'functionCustomMessageArn' at 'lambdaConfig.customMessage'",
      `Member must satisfy regular expression pattern: ${PATTERN}`,
    ),
  ],
  [
    'what is too short for one',
    { PreSignUp: 'arn:aws' },
    violation("'arn:aws' at 'lambdaConfig.preSignUp'", 'Member must have length greater than or equal to 20'),
  ],
  [
    'a function without a version',
    { CustomEmailSender: { LambdaArn } as never, KMSKeyID },
    violation("null at 'lambdaConfig.customEmailSender.lambdaVersion'", 'Member must not be null'),
  ],
  [
    'a version that is not there',
    { PreTokenGenerationConfig: { LambdaVersion: 'V9_0' as never, LambdaArn } },
    violation(
      "'V9_0' at 'lambdaConfig.preTokenGenerationConfig.lambdaVersion'",
      'Member must satisfy enum value set: [V1_0, V2_0, V3_0]',
    ),
  ],
  [
    'a version that senders do not have',
    { CustomSMSSender: { LambdaVersion: 'V2_0' as never, LambdaArn }, KMSKeyID },
    violation(
      "'V2_0' at 'lambdaConfig.customSMSSender.lambdaVersion'",
      'Member must satisfy enum value set: [V1_0]',
    ),
  ],
  [
    'a sender without a key',
    { CustomSMSSender: { LambdaVersion: 'V1_0', LambdaArn } },
    'KMSKeyID is required for CustomSMSSender and CustomEmailSender.',
  ],
  [
    'two functions before token generation',
    { PreTokenGeneration: `${LambdaArn}2`, PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn } },
    'PreTokenGeneration and the LambdaArn of PreTokenGenerationConfig must be the same.',
  ],
])('%s is refused in a new pool and in an update', async (_, LambdaConfig, message) => {
  const { sdk, UserPoolId } = shared;
  for (const call of [
    sdk.createUserPool({ PoolName: 'shop', LambdaConfig }),
    sdk.updateUserPool({ UserPoolId, LambdaConfig }),
  ])
    expect(await refusalOf(call)).toEqual(refusal('InvalidParameterException', message));
});

test('the function before token generation is described under both of its names', async () => {
  const { sdk } = shared;
  const { UserPool } = await sdk.createUserPool({
    PoolName: 'shop',
    LambdaConfig: { PreTokenGeneration: LambdaArn },
  });
  expect(UserPool?.LambdaConfig).toEqual({
    PreTokenGeneration: LambdaArn,
    PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn },
  });
});
