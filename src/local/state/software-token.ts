import { Secret, TOTP } from 'otpauth';
import type { RandomSource } from '../../internal/seams.js';

const PERIOD_SECONDS = 30;
const WINDOW = 1;

/** A new authenticator secret: 256 bits in base32 without padding, 52 characters as the service's. */
export function createSoftwareTokenSecret(random: RandomSource): string {
  const { buffer } = Uint8Array.from(random(32));
  return new Secret({ buffer }).base32;
}

/**
 * The time step whose code this is (RFC 6238: HMAC-SHA1, 30 s, 6 digits), one step either way allowed;
 * `undefined` where it is none of them.
 */
export function matchSoftwareTokenStep(secret: string, code: string, now: number): number | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : stepAt(now) + delta;
}

/** The spent steps worth remembering once `step` is spent too: older ones are refused by the window. */
export const spendStep = (spent: readonly number[], step: number, now: number): number[] => [
  ...spent.filter(earlier => earlier >= stepAt(now) - WINDOW),
  step,
];

const stepAt = (now: number): number => Math.floor(now / 1000 / PERIOD_SECONDS);
