import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Pool } from '../pool/pool.js';
import type { ClientRecord } from '../state/clients.js';
import type { TokenSource } from '../triggers/pre-token-generation.js';

/** A sign-in that a client has under way. */
export interface AuthRequest {
  readonly pool: Pool;
  readonly client: ClientRecord;
  /** `DEVICE_KEY`: the tracked device that the client names, in this call or in one before it. */
  readonly deviceKey?: string | undefined;
  /** `ClientMetadata` of an answer, which triggers receive. */
  readonly clientMetadata?: Parameters | undefined;
  /** `ClientMetadata` of InitiateAuth, which only the triggers before the sign-in receive. */
  readonly validationData?: Parameters | undefined;
  /** The flow sends the password itself. */
  readonly passwordSent?: boolean | undefined;
  /** What the tokens come from, where it is not a sign-in as such. */
  readonly tokenSource?: TokenSource;
}

/** `AuthParameters` or `ChallengeResponses`, as they were sent. */
export type Parameters = Readonly<Record<string, string>>;

/** The next question, or tokens: all four calls of the sign-in API answer in this shape. */
export type AuthResponse = InitiateAuthResponse;
