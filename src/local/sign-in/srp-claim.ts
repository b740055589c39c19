import { parseTimestamp } from '../../srp/parse-timestamp.js';
import type { SrpIdentity } from '../../srp/proof.js';
import { checkProof } from '../../srp/server.js';
import { incorrectPassword, invalidParameter, notAuthorized } from '../internal/exception.js';
import type { SrpExchange } from '../state/srp-exchanges.js';
import type { ChallengeAnswer } from './challenge.js';
import { required } from './parameters.js';

/** A proof that a client claims, with the exchange that it belongs to. */
export interface Claim {
  readonly exchange: SrpExchange;
  readonly secretBlock: string;
  readonly signature: string;
  readonly timestamp: string;
}

/**
 * Reads a proof from an answer. The secret block finds its exchange; a `Session` is not needed, and one that is sent
 * has to be the exchange's own.
 *
 * @param device The key of the device that proves itself; `undefined` where it is a password that is proved.
 * @throws InvalidParameterException for a malformed answer, NotAuthorizedException where no such exchange is open.
 */
export function readClaim({ pool, client, responses, session }: ChallengeAnswer, device?: string): Claim {
  const secretBlock = required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = required(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = required(responses, 'TIMESTAMP');
  if (parseTimestamp(timestamp) === undefined)
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  const exchange = pool.srpExchanges.find(secretBlock);
  // Both end at the same time; a client that sent the session is told that it did.
  if (!exchange && session !== undefined) pool.authSessions.require(session);
  // A device's exchange must not pass for a password's, nor the other way round.
  if (!exchange || exchange.clientId !== client.ClientId || exchange.ofDevice !== device)
    throw incorrectPassword();
  if (exchange.session !== undefined && session !== undefined && session !== exchange.session)
    throw notAuthorized('Invalid session for the user.');
  return { exchange, secretBlock, signature, timestamp };
}

/** Whether the claim proves knowledge of the secret behind the exchange's verifier. */
export function claimHolds({ exchange, ...signed }: Claim, identity: SrpIdentity): boolean {
  const { srpA, b, srpB, verifier } = exchange;
  return checkProof({ identity, srpA, b: BigInt(`0x${b}`), B: BigInt(`0x${srpB}`), verifier, ...signed });
}
