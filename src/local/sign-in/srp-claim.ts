import { type Clock, systemClock } from '../../internal/seams.js';
import { parseTimestamp } from '../../srp/parse-timestamp.js';
import type { SrpIdentity } from '../../srp/proof.js';
import { checkProof } from '../../srp/server.js';
import { incorrectPassword, invalidParameter, notAuthorized, type Why } from '../internal/exception.js';
import type { SrpExchange } from '../state/srp-exchanges.js';
import type { ChallengeAnswer } from './challenge.js';
import { required } from './parameters.js';

const TOLERANCE_MS = 5 * 60_000;

/**
 * Whether a claim was made just now. A client whose clock is right is let in too while the pool's was moved: few clients
 * follow the pool's.
 */
const isRecent = (claimedAt: number, now: Clock): boolean =>
  [now(), systemClock()].some(time => Math.abs(time - claimedAt) <= TOLERANCE_MS);

/** A proof that a client claims, with the exchange that it belongs to. */
export interface Claim {
  readonly exchange: SrpExchange;
  readonly secretBlock: string;
  readonly signature: string;
  readonly timestamp: string;
  /** Whether the timestamp is of about now. */
  readonly recent: boolean;
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
  const claimedAt = parseTimestamp(timestamp);
  if (claimedAt === undefined)
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.', {
      expected: 'TIMESTAMP like Sun Nov 2 03:04:05 UTC 2025',
      sent: timestamp,
    });
  const exchange = pool.srpExchanges.find(secretBlock);
  // Both end at the same time; a client that sent the session is told that it did.
  if (!exchange && session !== undefined) pool.authSessions.require(session);
  // A device's exchange must not pass for a password's, nor the other way round.
  if (!exchange || exchange.clientId !== client.ClientId || exchange.ofDevice !== device)
    throw incorrectPassword({
      expected: `PASSWORD_CLAIM_SECRET_BLOCK of an exchange that is open, of app client ${client.ClientId}`,
      sent: exchange
        ? `one of ${exchange.ofDevice ? 'a device' : 'a password'} at app client ${exchange.clientId}`
        : 'one that is unknown, over, or was answered before',
    });
  if (exchange.session !== undefined && session !== undefined && session !== exchange.session)
    throw notAuthorized('Invalid session for the user.', {
      expected: 'the Session that came with the question',
      sent: 'another Session',
    });
  return { exchange, secretBlock, signature, timestamp, recent: isRecent(claimedAt, pool.now) };
}

/** Whether the claim proves, just now, knowledge of the secret behind the exchange's verifier; if not, why. */
export function judgeClaim({ exchange, recent, ...signed }: Claim, identity: SrpIdentity): true | Why {
  const { srpA, b, srpB, verifier } = exchange;
  const proves = checkProof({
    identity,
    srpA,
    b: BigInt(`0x${b}`),
    B: BigInt(`0x${srpB}`),
    verifier,
    ...signed,
  });
  if (!recent)
    return { expected: 'a TIMESTAMP within five minutes of the time of the pool', sent: signed.timestamp };
  if (proves) return true;
  return {
    expected: `PASSWORD_CLAIM_SIGNATURE made with the password of ${identity.id}, pool name ${identity.prefix}`,
    sent: 'a signature that another password, pool name or user id made',
  };
}
