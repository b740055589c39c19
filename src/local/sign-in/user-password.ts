import { admit } from './admit.js';
import { afterFirstFactor } from './after-first-factor.js';
import { findOrRefuse } from './identify.js';
import { required } from './parameters.js';
import { passwordMatches } from './passwords.js';
import { checkSecretHash } from './secret-hash.js';
import type { AuthResponse, Parameters, SignIn } from './types.js';

/** `USER_PASSWORD_AUTH`: the password itself, checked against its SRP verifier. */
export async function startUserPassword(signIn: SignIn, parameters: Parameters): Promise<AuthResponse> {
  const { pool, client } = signIn;
  const name = required(parameters, 'USERNAME');
  const password = required(parameters, 'PASSWORD');
  checkSecretHash(client, name, parameters.SECRET_HASH);
  const user = findOrRefuse(signIn, name);
  const admitted = admit(pool, user, () => passwordMatches(pool.settings(), user, password));
  return afterFirstFactor(signIn, admitted);
}
