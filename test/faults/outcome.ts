import {
  ConnectionError,
  endsSession,
  InternalServiceError,
  NotSentError,
  NotSignedInError,
  PortcullisError,
  ServiceError,
  StoreError,
  TooManyRequestsError,
  VerificationUnavailableError,
} from 'portcullis/errors';
import { StoreFault } from './faulty-store.js';

/** What became of a call. */
export type Kind = 'fine' | 'failed, and said so' | 'signed out' | 'refused' | 'other';

const PASSING = [
  ConnectionError,
  NotSentError,
  StoreError,
  StoreFault,
  TooManyRequestsError,
  InternalServiceError,
  VerificationUnavailableError,
];

export function kindOf(error: unknown): Kind {
  if (PASSING.some(type => error instanceof type)) return 'failed, and said so';
  if (error instanceof NotSignedInError || endsSession(error)) return 'signed out';
  if (error instanceof ServiceError && (error.httpStatus ?? 0) >= 500) return 'failed, and said so';
  return error instanceof PortcullisError ? 'refused' : 'other';
}
