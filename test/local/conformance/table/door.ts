import type {
  AuthFlowType,
  ChallengeNameType,
  CognitoIdentityProvider,
  InitiateAuthResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool, Seed } from 'portcullis/local';
import type { SrpEphemeral } from 'portcullis/srp';
import { poolWith } from '../../../helpers/pool.js';
import { sdkFor } from '../../../helpers/sdk.js';
import { ClientId, type newDevice } from './world.js';

/** The two ways in: each is a pair of operations, of which the second mirrors the first. */
export type DoorName = 'InitiateAuth' | 'AdminInitiateAuth';

export interface ChallengeAnswer {
  readonly ChallengeName: ChallengeNameType | undefined;
  readonly Session?: string | undefined;
  readonly ChallengeResponses: Record<string, string>;
  readonly ClientId?: string;
}

/** Signs people in by one of the two, with the official SDK. */
export interface Door {
  readonly pool: LocalPool;
  readonly sdk: CognitoIdentityProvider;
  begin(
    AuthFlow: AuthFlowType,
    AuthParameters: Record<string, string>,
    clientId?: string,
  ): Promise<InitiateAuthResponse>;
  answer(answer: ChallengeAnswer): Promise<InitiateAuthResponse>;
  /** What the client keeps between two calls. */
  device?: Awaited<ReturnType<typeof newDevice>>['keys'];
  ephemeral?: SrpEphemeral;
}

/** The pool that `seed` says, behind one of the doors. A sent password has a flow of its own for administrators. */
export async function doorTo(name: DoorName, seed: Seed): Promise<Door> {
  const pool = await poolWith(seed);
  const sdk = sdkFor(pool);
  if (name === 'InitiateAuth')
    return {
      pool,
      sdk,
      begin: (AuthFlow, AuthParameters, id = ClientId) =>
        sdk.initiateAuth({ ClientId: id, AuthFlow, AuthParameters }),
      answer: answer => sdk.respondToAuthChallenge({ ClientId, ...answer }),
    };
  const UserPoolId = pool.userPoolId;
  return {
    pool,
    sdk,
    begin: (flow, AuthParameters, id = ClientId) => {
      const AuthFlow = flow === 'USER_PASSWORD_AUTH' ? 'ADMIN_USER_PASSWORD_AUTH' : flow;
      return sdk.adminInitiateAuth({ UserPoolId, ClientId: id, AuthFlow, AuthParameters });
    },
    answer: answer => sdk.adminRespondToAuthChallenge({ UserPoolId, ClientId, ...answer }),
  };
}
