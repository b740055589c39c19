import { checkProof } from '../../srp/server.js';
import { parseTimestamp } from '../../srp/timestamp.js';
import { incorrectPassword, invalidParameter } from '../exception.js';
import { poolNameOf } from '../state/settings.js';
import { admit } from './admit.js';
import { afterFirstFactor } from './after-first-factor.js';
import type { Answer } from './challenge.js';
import { required } from './parameters.js';
import type { AuthResponse } from './types.js';

/** Checks the client's proof. The secret block finds the exchange; a `Session` is not needed. */
export async function answerPasswordVerifier(answer: Answer): Promise<AuthResponse> {
  const { pool, client, responses } = answer;
  required(responses, 'USERNAME');
  const secretBlock = required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = required(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = required(responses, 'TIMESTAMP');
  if (parseTimestamp(timestamp) === undefined)
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  const exchange = pool.srpExchanges.find(secretBlock);
  if (!exchange || exchange.clientId !== client.ClientId) throw incorrectPassword();
  pool.srpExchanges.close(exchange);

  const user = pool.users.findForSignIn(exchange.username);
  if (!user) throw incorrectPassword();
  const { srpA, b, srpB, verifier } = exchange;
  const identity = { prefix: poolNameOf(pool.settings()), id: user.username };
  const sides = { identity, srpA, b: BigInt(`0x${b}`), B: BigInt(`0x${srpB}`), verifier };
  const admitted = admit(pool, user, () => checkProof({ ...sides, secretBlock, timestamp, signature }));
  return afterFirstFactor(answer, admitted);
}
