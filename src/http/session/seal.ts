import { hkdfSync } from 'node:crypto';
import { JWTExpired } from 'jose/errors';
import { jwtDecrypt } from 'jose/jwt/decrypt';
import { EncryptJWT } from 'jose/jwt/encrypt';
import type { Clock } from '../../internal/seams.js';

const ALGORITHM = 'dir';
const ENCRYPTION = 'A256GCM';
const KEY_BYTES = 32;

/** A key for one purpose, so that what is made with it serves no other (HKDF with SHA-256, RFC 5869). */
export const derivedKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `portcullis ${purpose}`, KEY_BYTES));

/** What was sealed. */
export interface Opened {
  readonly content: Readonly<Record<string, unknown>>;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** It expired. Who made it is still certain. */
  readonly isOver: boolean;
}

/** Makes values that only who knows a secret can read or make: encrypted JSON Web Tokens (RFC 7516 and 7519). */
export class Seal {
  readonly #keys: readonly Uint8Array[];
  readonly #clock: Clock;

  /** @param purpose Values of one purpose do not open under another. */
  constructor(secrets: readonly string[], purpose: string, clock: Clock) {
    this.#keys = secrets.map(secret => derivedKey(secret, purpose));
    this.#clock = clock;
  }

  /**
   * Seals with the first secret.
   *
   * @param expiresAt Epoch seconds, a whole number.
   */
  async seal(content: Readonly<Record<string, unknown>>, expiresAt: number): Promise<string> {
    const [key] = this.#keys as readonly [Uint8Array];
    return new EncryptJWT({ ...content })
      .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION })
      .setExpirationTime(expiresAt)
      .encrypt(key);
  }

  /** What was sealed with any of the secrets; undefined when it was changed, or is none of ours. */
  async open(sealed: string): Promise<Opened | undefined> {
    for (const key of this.#keys) {
      const opened = await this.#opened(sealed, key);
      if (opened) return opened;
    }
    return undefined;
  }

  async #opened(sealed: string, key: Uint8Array): Promise<Opened | undefined> {
    try {
      const { payload } = await jwtDecrypt(sealed, key, {
        keyManagementAlgorithms: [ALGORITHM],
        contentEncryptionAlgorithms: [ENCRYPTION],
        requiredClaims: ['exp'],
        currentDate: new Date(this.#clock()),
      });
      return { content: payload, expiresAt: payload.exp as number, isOver: false };
    } catch (error) {
      // Clients can send anything. The reason why it does not open would help an attacker only.
      if (!(error instanceof JWTExpired)) return undefined;
      return { content: error.payload, expiresAt: error.payload.exp as number, isOver: true };
    }
  }
}
