import {
  CognitoIdentityProvider,
  type InitiateAuthResponse,
  type RespondToAuthChallengeRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool } from 'portcullis/local';
import { createEphemeral, formatTimestamp, passwordProof } from 'portcullis/srp';

/** The official AWS client, pointed at a local pool. Any credentials do. */
export const sdkFor = ({ endpoint, region }: LocalPool): CognitoIdentityProvider =>
  new CognitoIdentityProvider({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

export interface SrpAttempt {
  readonly ClientId: string;
  readonly username: string;
  readonly password: string;
  /** The client's time, in milliseconds since the epoch. */
  readonly now?: number;
  /** Members to add to the first and second call. */
  readonly first?: Record<string, string>;
  readonly second?: (userIdForSrp: string) => Record<string, string>;
}

/** Signs in over SRP by hand, so that a test may bend any part of either call. */
export const signInOverSrp = async (pool: LocalPool, attempt: SrpAttempt): Promise<InitiateAuthResponse> =>
  sdkFor(pool).respondToAuthChallenge(await passwordClaim(pool, attempt));

/** The second call of such a sign-in, which proves the password. */
export async function passwordClaim(
  pool: LocalPool,
  { ClientId, username, password, now = Date.now(), first = {}, second = () => ({}) }: SrpAttempt,
): Promise<RespondToAuthChallengeRequest> {
  const sdk = sdkFor(pool);
  const ephemeral = createEphemeral(random);
  const { ChallengeName, ChallengeParameters: asked = {} } = await sdk.initiateAuth({
    AuthFlow: 'USER_SRP_AUTH',
    ClientId,
    AuthParameters: { USERNAME: username, SRP_A: ephemeral.srpA, ...first },
  });
  if (ChallengeName !== 'PASSWORD_VERIFIER')
    throw new Error(`expected PASSWORD_VERIFIER, got ${ChallengeName}`);
  const { SALT: salt = '', SRP_B: srpB = '', SECRET_BLOCK: secretBlock = '', USER_ID_FOR_SRP = '' } = asked;
  const timestamp = formatTimestamp(now);
  const poolName = pool.userPoolId.split('_')[1] ?? '';
  const signature = passwordProof({
    ephemeral,
    poolName,
    userIdForSrp: USER_ID_FOR_SRP,
    password,
    salt,
    srpB,
    secretBlock,
    timestamp,
  });
  return {
    ClientId,
    ChallengeName,
    ChallengeResponses: {
      USERNAME: USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
      ...second(USER_ID_FOR_SRP),
    },
  };
}

/** What a refused call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  const error = await call.then(
    () => undefined,
    (refused: Error) => refused,
  );
  if (!error) throw new Error('expected a refusal');
  return { name: error.name, message: error.message };
}

export const refusal = (name: string, message: string) => ({ name, message });
