import { hkdfSync } from 'node:crypto';
import { jwtDecrypt } from 'jose/jwt/decrypt';
import { EncryptJWT } from 'jose/jwt/encrypt';
import type { Clock } from '../../internal/seams.js';

const ALGORITHM = 'dir';
const ENCRYPTION = 'A256GCM';
const KEY_BYTES = 32;

/** A key for one purpose, so that what is made with it serves no other (HKDF with SHA-256, RFC 5869). */
export const derivedKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `portcullis ${purpose}`, KEY_BYTES));

/** Makes values that only who knows a secret can read or make: encrypted JSON Web Tokens (RFC 7516 and 7519). */
export class Seal {
  readonly #keys: readonly Uint8Array[];
  readonly #clock: Clock;

  /** @param purpose Values of one purpose do not open under another. */
  constructor(secrets: readonly string[], purpose: string, clock: Clock) {
    this.#keys = secrets.map(secret => derivedKey(secret, purpose));
    this.#clock = clock;
  }

  /** Seals with the first secret. The value opens for `lifetimeSeconds`. */
  async seal(content: Readonly<Record<string, unknown>>, lifetimeSeconds: number): Promise<string> {
    const now = Math.floor(this.#clock() / 1000);
    const [key] = this.#keys as readonly [Uint8Array];
    return new EncryptJWT({ ...content })
      .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION })
      .setExpirationTime(now + lifetimeSeconds)
      .encrypt(key);
  }

  /** What was sealed with any of the secrets; undefined when it expired, was changed, or is none of ours. */
  async open(sealed: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    for (const key of this.#keys) {
      const content = await this.#opened(sealed, key);
      if (content) return content;
    }
    return undefined;
  }

  async #opened(sealed: string, key: Uint8Array): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      const { payload } = await jwtDecrypt(sealed, key, {
        keyManagementAlgorithms: [ALGORITHM],
        contentEncryptionAlgorithms: [ENCRYPTION],
        requiredClaims: ['exp'],
        currentDate: new Date(this.#clock()),
      });
      return payload;
    } catch {
      // Clients can send anything. The reason why it does not open would help an attacker only.
      return undefined;
    }
  }
}
