/**
 * Secure Remote Password as Cognito speaks it (RFC 5054 with SHA-256, Cognito's own padding, and RFC 5869 for the
 * session key): both halves as pure maths. It does no I/O and reads no clock, and randomness is an argument.
 *
 * ```ts
 * import { checkProof, createEphemeral, createServerChallenge, createVerifier } from 'portcullis/srp';
 * import { formatTimestamp, passwordProof } from 'portcullis/srp';
 *
 * const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
 * const [poolName, username, password] = ['AbCdEf123', 'ada', 'Correct-Horse9'];
 *
 * // The server stores a salt and a verifier, never the password.
 * const stored = createVerifier({ poolName, username, password, random });
 *
 * // The client sends SRP_A; the server answers with SALT, SRP_B and a SECRET_BLOCK.
 * const ephemeral = createEphemeral(random);
 * const challenge = createServerChallenge({ verifier: stored.verifier, random });
 * const signed = { secretBlock: btoa('opaque'), timestamp: formatTimestamp(Date.now()) };
 *
 * // The client proves that it knows the password, and the server checks that it does.
 * const { salt } = stored;
 * const { srpB } = challenge;
 * const signature = passwordProof({ ephemeral, poolName, userIdForSrp: username, password, salt, srpB, ...signed });
 * const identity = { prefix: poolName, id: username };
 * const { srpA } = ephemeral;
 * checkProof({ identity, srpA, ...challenge, verifier: stored.verifier, ...signed, signature }); // true
 * ```
 *
 * @module
 */
export type { RandomSource } from '../internal/seams.js';
export {
  createDeviceSecret,
  createEphemeral,
  deviceProof,
  type OnPlatform,
  passwordProof,
} from './client.js';
export type {
  DeviceChallenge,
  DeviceSecret,
  DeviceSecretOptions,
  PasswordChallenge,
  SrpChallenge,
  SrpEphemeral,
} from './client-steps.js';
export type { ModPow } from './group.js';
export { opensslPlatform } from './openssl-platform.js';
export { parseTimestamp } from './parse-timestamp.js';
export type { SrpPlatform } from './platform.js';
export { portablePlatform } from './platforms.js';
export type { SrpIdentity } from './proof.js';
export {
  checkPassword,
  checkProof,
  createServerChallenge,
  createVerifier,
  type PasswordCheck,
  type ProofCheck,
  type ServerChallenge,
  type ServerChallengeOptions,
  type SrpVerifier,
  type SrpVerifierOptions,
} from './server.js';
export { formatTimestamp } from './timestamp.js';
