import type {
  AssociateSoftwareTokenCommandOutput,
  VerifySoftwareTokenCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { EnableSoftwareTokenMfaError } from '../errors/service.js';

/** A secret for an authenticator app, not yet verified. */
export interface SoftwareToken {
  /** Base32, to type in by hand. Secret. */
  readonly secretCode: string;
  /** The same as an `otpauth://` URI, for a QR code. Secret. */
  readonly uri: string;
}

/**
 * The secret in AssociateSoftwareToken's answer.
 *
 * @param label What the authenticator shows.
 */
export function softwareTokenFrom(
  { SecretCode: secretCode = '' }: AssociateSoftwareTokenCommandOutput,
  { username, issuer = 'Cognito' }: { readonly username: string; readonly issuer?: string | undefined },
): SoftwareToken {
  const [whose, user] = [encodeURIComponent(issuer), encodeURIComponent(username)];
  const how = 'algorithm=SHA1&digits=6&period=30';
  return { secretCode, uri: `otpauth://totp/${whose}:${user}?issuer=${whose}&secret=${secretCode}&${how}` };
}

/** Checks VerifySoftwareToken's answer. @throws {EnableSoftwareTokenMfaError} when the code was not the current one. */
export function assertCodeAccepted({ Status }: VerifySoftwareTokenCommandOutput): void {
  if (Status === 'SUCCESS') return;
  throw new EnableSoftwareTokenMfaError({
    code: 'TOTP_CODE_MISMATCH',
    operation: 'VerifySoftwareToken',
    awsName: 'EnableSoftwareTokenMFAException',
    awsMessage: `Status ${Status}`,
  });
}
