/** Tokens as an attacker makes them from a genuine one, with nothing but Web standards. */

/** Text, or bytes, as base64url. */
export function base64url(content: string | ArrayBuffer): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  const binary = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const headerOf = (token: string): object => JSON.parse(atob(token.split('.')[0] ?? ''));

/** The token with other parameters in its header, and its old signature. */
export function withHeader(token: string, parameters: object): string {
  const [, payload, signature] = token.split('.');
  return `${base64url(JSON.stringify({ ...headerOf(token), ...parameters }))}.${payload}.${signature}`;
}

export function withSignatureOf(token: string, other: string): string {
  return `${token.slice(0, token.lastIndexOf('.'))}.${other.slice(other.lastIndexOf('.') + 1)}`;
}

/** The token signed by HMAC with what everybody knows: the public key. */
export async function withHmac(token: string, secret: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const encode = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey('raw', encode(secret), algorithm, false, ['sign']);
  const input = withHeader(token, { alg: 'HS256' }).split('.').slice(0, 2).join('.');
  return `${input}.${base64url(await crypto.subtle.sign('HMAC', key, encode(input)))}`;
}

/** Ends the session of a token at its pool, as another client of theirs would. */
export async function signOutEverywhere(endpoint: string, accessToken: string): Promise<void> {
  const target = 'AWSCognitoIdentityProviderService.GlobalSignOut';
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const body = JSON.stringify({ AccessToken: accessToken });
  const { status } = await fetch(endpoint, { method: 'POST', headers, body });
  if (status !== 200) throw new Error(`the pool answered ${status}`);
}
