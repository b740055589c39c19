/** What is read of the errors of Node and undici. */
interface NetworkError {
  readonly code?: string;
  readonly syscall?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** How Node and undici name a connection that was not made, or whose certificate was not believed. */
const BEFORE_SENDING =
  /^(UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_\w+|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+)$/;

/** Whether an error of the network means that there was no connection, so that nothing can have arrived. */
export function neverConnected(error: unknown): boolean {
  const { code = '', syscall = '', cause, errors = [] }: NetworkError = Object(error);
  if (['connect', 'getaddrinfo'].includes(syscall) || BEFORE_SENDING.test(code)) return true;
  // Each address of a host has failed by itself.
  if (errors.length > 0) return errors.every(neverConnected);
  return cause !== undefined && neverConnected(cause);
}
