import { PortcullisError } from './base.js';

/**
 * `CSRF_REFUSED`: a posted form does not belong to this browser's session: from another site, or without the session's
 * own token. Guards and sessions answer it with 403; show the form again.
 */
export class CsrfError extends PortcullisError {
  static override readonly portcullis: string = 'CsrfError';

  readonly code = 'CSRF_REFUSED';
  readonly status = 403;
}
