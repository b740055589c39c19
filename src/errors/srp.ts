import { PortcullisError } from './base.js';

/**
 * `SRP_REFUSED`: the server's half of a Secure Remote Password exchange is one that a client must not answer: a value
 * that is not a number at all, B ≡ 0 (mod N), or u = 0 (RFC 5054, sections 2.5.3 and 2.5.4). A genuine server never
 * sends these, so check the endpoint. Nothing derived from the password has been sent.
 */
export class SrpRefusedError extends PortcullisError {
  static override readonly portcullis: string = 'SrpRefusedError';

  readonly code = 'SRP_REFUSED';
}
