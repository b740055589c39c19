import { type LocalPool, startLocalPool } from 'portcullis/local';
import type { CognitoApi } from '../../src/api/cognito-api.js';
import type { SessionKey } from '../../src/tokens/store.js';
import type { TokenSet } from '../../src/tokens/token-set.js';
import { connect, tokenSet } from './exchange.js';
import { rotating } from './pool.js';

const PASSWORD = 'Correct-Horse-9';

/** A pool that rotates refresh tokens without grace: whoever presents one twice is refused. */
export interface RotatingPool {
  readonly local: LocalPool;
  readonly key: SessionKey;
  readonly connection: CognitoApi;
  signIn(): Promise<TokenSet>;
  close(): Promise<void>;
}

export async function startRotatingPool(): Promise<RotatingPool> {
  const local = await startLocalPool({
    seed: {
      clients: [
        {
          ...rotating,
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        },
      ],
      users: [{ username: 'ada', password: PASSWORD, status: 'CONFIRMED' }],
    },
  });
  const key = { userPoolId: local.userPoolId, clientId: 'app', username: 'ada' };
  const connection = connect(local.endpoint, key);
  return {
    local,
    key,
    connection,
    signIn: async () => {
      const AuthParameters = { USERNAME: 'ada', PASSWORD };
      const AuthFlow = 'USER_PASSWORD_AUTH';
      const output = await connection.call('InitiateAuth', {
        AuthFlow,
        ClientId: 'app',
        AuthParameters,
      });
      return tokenSet(output.AuthenticationResult);
    },
    close: async () => {
      connection.close();
      await local.close();
    },
  };
}
