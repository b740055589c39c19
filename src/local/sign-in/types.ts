import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Pool } from '../pool.js';
import type { ClientRecord } from '../state/clients.js';

/** A sign-in that some client has under way. */
export interface SignIn {
  readonly pool: Pool;
  readonly client: ClientRecord;
}

/** `AuthParameters` or `ChallengeResponses`, as they were sent. */
export type Parameters = Readonly<Record<string, string>>;

/** The next question, or tokens: all four calls of the sign-in API answer in this shape. */
export type AuthResponse = InitiateAuthResponse;
