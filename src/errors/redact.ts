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

/** `text` with every one of `secrets` replaced, also as it stands in JSON. The longest go first: others may begin them. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap(secret => [JSON.stringify(secret).slice(1, -1), secret])
    .sort((one, other) => other.length - one.length)
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}
