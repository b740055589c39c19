import { PortcullisError } from './base.js';

/** A form was posted that is none of this browser's session: from another site, or without the session's own token. */
export class CsrfError extends PortcullisError {
  readonly code = 'CSRF_REFUSED';
  readonly status = 403;
}
