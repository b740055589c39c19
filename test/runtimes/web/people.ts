import { Cognito, UserPool, type UserPoolOptions } from 'portcullis/web';
import { PASSWORD } from './seeds.js';

export interface WebSettings {
  readonly open: Place;
  readonly strict: Place;
}

/** Where a pool is. */
export interface Place {
  readonly endpoint: string;
  readonly userPoolId: string;
}

/** A person at an app client of a pool. */
export const personAt = (
  { endpoint, userPoolId }: Place,
  username: string,
  options: Partial<UserPoolOptions> = {},
): Cognito =>
  new Cognito({ pool: new UserPool({ endpoint, userPoolId, clientId: 'app', ...options }), username });

/** The same, signed in. */
export async function signedInAt(
  place: Place,
  username: string,
  options?: Partial<UserPoolOptions>,
): Promise<Cognito> {
  const cognito = personAt(place, username, options);
  await cognito.authenticate(PASSWORD);
  return cognito;
}

/** The code that was sent to an address last. */
export async function codeTo({ endpoint }: Place, to: string): Promise<string> {
  const response = await fetch(`${endpoint}/_local/messages`);
  const messages = (await response.json()) as { to: string; code: string }[];
  const code = messages.findLast(message => message.to === to)?.code;
  if (code === undefined) throw new Error(`nothing was sent to ${to}`);
  return code;
}

/** The code of an authenticator (RFC 6238), so many steps of 30 seconds from now: a pool takes each code once. */
export async function totp(secret: string, step = 0): Promise<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map(digit => alphabet.indexOf(digit).toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], byte => Number.parseInt(byte, 2));
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(Date.now() / 30_000) + step));
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
  const number = mac.getUint32(mac.getUint8(19) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The runtime's `fetch`, and the operations that went through it. */
export function watched(): { readonly fetch: typeof fetch; readonly operations: string[] } {
  const operations: string[] = [];
  return {
    operations,
    fetch: (address, init) => {
      operations.push(new Headers(init?.headers).get('x-amz-target')?.split('.')[1] ?? '');
      return fetch(address, init);
    },
  };
}
