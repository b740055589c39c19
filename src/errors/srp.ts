import { PortcullisError } from './base.js';

/** The other side sent numbers that would give the password away or make the proof worthless (RFC 5054, section 2.5). */
export class SrpRefusedError extends PortcullisError {
  readonly code = 'SRP_REFUSED';
}
