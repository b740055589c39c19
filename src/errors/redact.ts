import { toBase64, toBase64url, utf8 } from '../internal/bytes.js';

/** Fields of Cognito's requests whose values must not reach a message, a log or a `cause`. */
const SECRET_FIELDS =
  /password|token|secret|session|code|answer|credential|signature|hash|srp_a|secret_block|proposed|verifier|private_key/i;

/** Shorter values are left alone: replacing "a" would spoil every message and hide nothing. */
const SHORTEST_SECRET = 6;

/** The secret strings anywhere inside a request. */
export function secretsIn(value: unknown, field = ''): string[] {
  if (typeof value === 'string')
    return SECRET_FIELDS.test(field) && value.length >= SHORTEST_SECRET ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    secretsIn(inner, Array.isArray(value) ? field : key),
  );
}

/**
 * `text` with every one of `secrets` replaced, also as it stands in JSON, in a URL or in base64. The longest go first:
 * others may begin them.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap(formsOf)
    .sort((one, other) => other.length - one.length)
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}

function formsOf(secret: string): readonly string[] {
  const bytes = utf8(secret);
  const url = new URLSearchParams([['', secret]]).toString().slice(1);
  const base64 = toBase64(bytes).replace(/=+$/, '');
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, url, url.replaceAll('+', '%20'), base64, toBase64url(bytes)];
}

/**
 * What may be shown of the error of a foreign program: what it is called, its code and its message. Fields of its own are
 * left out, because some programs attach what they sent.
 */
export function withoutSecrets(error: unknown, secrets: readonly string[]): Error | undefined {
  // Errors of another realm, such as Node's own under Jest, are instances of another class.
  const { name, message, stack, cause, code } = Object(error) as Partial<NodeJS.ErrnoException>;
  if (message === undefined) return undefined;
  const shown = new Error(redact(message, secrets));
  if (cause !== undefined) shown.cause = withoutSecrets(cause, secrets);
  for (const [key, value] of Object.entries({ name, stack: stack && redact(stack, secrets) }))
    Object.defineProperty(shown, key, { value, writable: true, configurable: true });
  return Object.assign(shown, code !== undefined && { code });
}
