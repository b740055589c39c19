import {
  AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { EnableSoftwareTokenMfaError } from '../errors/service.js';
import type { CallOptions, PoolConnection } from '../pool/connection.js';

/** Who enrols an authenticator: a signed-in user, or one in the middle of an MFA_SETUP challenge. */
export type Enrolling = Readonly<{ AccessToken: string }> | Readonly<{ Session: string | undefined }>;

/** A secret for an authenticator app, not yet verified. */
export interface SoftwareToken {
  /** Base32, to type in by hand. Secret. */
  readonly secretCode: string;
  /** The same as an `otpauth://` URI, for a QR code. Secret. */
  readonly uri: string;
  /** The session to go on with, in the middle of a sign-in. */
  readonly session?: string;
}

/** AssociateSoftwareToken: asks Cognito for a new secret. The old one works until the new one is verified. */
export async function associateSoftwareToken(
  pool: PoolConnection,
  who: Enrolling,
  { username, issuer = 'Cognito' }: { readonly username: string; readonly issuer?: string | undefined },
  options?: CallOptions,
): Promise<SoftwareToken> {
  const { SecretCode: secretCode = '', Session } = await pool.call(
    AssociateSoftwareTokenCommand,
    who,
    options,
  );
  const uri = new TOTP({ issuer, label: username, secret: Secret.fromBase32(secretCode) }).toString();
  return { secretCode, uri, ...(Session && { session: Session }) };
}

/**
 * VerifySoftwareToken: proves that the authenticator has the secret.
 *
 * @returns The session to go on with, in the middle of a sign-in.
 * @throws {EnableSoftwareTokenMfaError} when the code is not the authenticator's current one.
 */
export async function verifySoftwareToken(
  pool: PoolConnection,
  who: Enrolling,
  { code, deviceName }: { readonly code: string; readonly deviceName?: string | undefined },
  options?: CallOptions,
): Promise<string | undefined> {
  const { Status, Session } = await pool.call(
    VerifySoftwareTokenCommand,
    { ...who, UserCode: code, FriendlyDeviceName: deviceName },
    options,
  );
  if (Status !== 'SUCCESS')
    throw new EnableSoftwareTokenMfaError({
      code: 'TOTP_CODE_MISMATCH',
      operation: 'VerifySoftwareToken',
      awsName: 'EnableSoftwareTokenMFAException',
      awsMessage: `Status ${Status}`,
    });
  return Session;
}

/**
 * The code that an authenticator with this secret shows now (RFC 6238: SHA-1, 30 seconds, 6 digits). For accounts
 * that sign in with nobody present.
 *
 * ```ts
 * import { totpCode } from 'portcullis';
 *
 * const code = totpCode('JBSWY3DPEHPK3PXP');
 * ```
 *
 * @param secretCode The Base32 secret that Cognito gave when the authenticator was associated.
 * @param now Milliseconds since the epoch. Default: the system's clock.
 */
export function totpCode(secretCode: string, now: number = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(secretCode) }).generate({ timestamp: now });
}
