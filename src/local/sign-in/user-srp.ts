import { createServerChallenge } from '../../srp/server.js';
import { invalidParameter, userIsDisabled } from '../exception.js';
import { findOrHide, srpSubject } from './identify.js';
import { required } from './parameters.js';
import { checkSecretHash } from './secret-hash.js';
import type { AuthResponse, Parameters, SignIn } from './types.js';

/** `USER_SRP_AUTH`: answers the client's `SRP_A` with our half of the exchange, and no `Session`. */
export function startUserSrp(signIn: SignIn, parameters: Parameters): AuthResponse {
  const { pool, client } = signIn;
  const name = required(parameters, 'USERNAME');
  const srpA = required(parameters, 'SRP_A');
  if (!/^[0-9a-f]+$/i.test(srpA)) throw invalidParameter('SRP_A must be a hexadecimal number.');
  checkSecretHash(client, name, parameters.SECRET_HASH);
  const user = findOrHide(signIn, name);
  if (user && !user.enabled) throw userIsDisabled();

  const { username, salt, verifier } = srpSubject(pool, name, user);
  const { b, srpB } = createServerChallenge({ verifier, random: pool.random });
  const { secretBlock } = pool.srpExchanges.open(
    { clientId: client.ClientId, username, verifier, srpA, b: b.toString(16), srpB },
    client.AuthSessionValidity,
  );
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: srpB,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}
