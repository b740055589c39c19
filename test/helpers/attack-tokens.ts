import { createHmac, createPublicKey, sign } from 'node:crypto';
import { accessClaims, idClaims } from './cognito-claims.js';
import { type SigningKey, signingKey } from './jwks-server.js';

/** A name, and what makes the token. Call {@link prepareAttacks} before. */
export type NamedToken = [name: string, make: () => string | Promise<string>];

export const POOL = 'eu-west-1_AbCdEf123';
const ISSUER = `https://cognito-idp.eu-west-1.amazonaws.com/${POOL}`;
const seconds = Math.floor(Date.now() / 1000);
const current = { iat: seconds - 60, auth_time: seconds - 60, exp: seconds + 3600 };

let key: SigningKey;
let stranger: SigningKey;
let genuine: string;

/** Makes the keys that the tokens below are made with: the pool's, and one that is nobody's. */
export async function prepareAttacks(): Promise<{ jwks: { keys: object[] }; genuine: string }> {
  [key, stranger] = await Promise.all([signingKey('pool-key'), signingKey('stranger')]);
  genuine = await access();
  return { jwks: { keys: [key.publicJwk] }, genuine };
}

/** An access token that is good now. */
export const access = (claims: object = {}, header: object = {}) =>
  key.sign(accessClaims(ISSUER, { ...current, ...claims }), header);
const base64url = (content: string | Uint8Array) => Buffer.from(content).toString('base64url');
const [HEADER, PAYLOAD, SIGNATURE] = [0, 1, 2];
const segment = (token: string, index: number) => token.split('.')[index] as string;

/** Signs any bytes at all with the pool's own key. */
function signedRaw(
  payload: string | Uint8Array,
  header: string = JSON.stringify({ alg: 'RS256', kid: key.kid }),
) {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${base64url(sign('sha256', Buffer.from(input), key.privateKey as never))}`;
}
const claimsText = (claims: object = {}) => JSON.stringify(accessClaims(ISSUER, { ...current, ...claims }));

function hmacWithPublicKey(): string {
  const pem = createPublicKey({ key: key.publicJwk as never, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  });
  const input = `${base64url(JSON.stringify({ alg: 'HS256', kid: key.kid }))}.${segment(genuine, PAYLOAD)}`;
  return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
}

function unsigned(alg: string): string {
  return `${base64url(JSON.stringify({ alg, kid: key.kid }))}.${segment(genuine, PAYLOAD)}.`;
}

const reassembled = (header: string, payload: string, signature: string) =>
  `${header}.${payload}.${signature}`;
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** The same bytes with another last character, whose spare bits no decoder needs. */
function respelled(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.slice(-1)) + 1];
}

/** What this library and aws-jwt-verify refuse. */
export const REFUSED_BY_BOTH: readonly NamedToken[] = [
  ['alg none without a signature', () => unsigned('none')],
  ['alg None in another case', () => unsigned('nOnE')],
  ['alg none with the old signature', () => unsigned('none') + segment(genuine, SIGNATURE)],
  ['HS256 with the public key as its secret', hmacWithPublicKey],
  [
    'RS512 declared for an RS256 signature',
    () => access({}, {}).then(t => t.replace(/^[^.]+/, base64url(`{"alg":"RS512","kid":"${key.kid}"}`))),
  ],
  ['no algorithm', () => signedRaw(claimsText(), JSON.stringify({ kid: key.kid }))],
  ['no kid', () => signedRaw(claimsText(), JSON.stringify({ alg: 'RS256' }))],
  ['a kid that is not text', () => signedRaw(claimsText(), JSON.stringify({ alg: 'RS256', kid: [key.kid] }))],
  [
    'a kid from the prototype',
    () => signedRaw(claimsText(), JSON.stringify({ alg: 'RS256', kid: '__proto__' })),
  ],
  [
    "a stranger's signature under the pool's kid",
    () => stranger.sign(accessClaims(ISSUER, current), { kid: key.kid }),
  ],
  ["a stranger's signature under its own kid", () => stranger.sign(accessClaims(ISSUER, current))],
  ['a stripped signature', () => `${segment(genuine, HEADER)}.${segment(genuine, PAYLOAD)}.`],
  ['no signature segment', () => `${segment(genuine, HEADER)}.${segment(genuine, PAYLOAD)}`],
  ['half a signature', () => genuine.slice(0, -171)],
  [
    "another token's signature",
    async () =>
      reassembled(
        segment(genuine, HEADER),
        segment(genuine, PAYLOAD),
        segment(await access({ jti: 'other' }), SIGNATURE),
      ),
  ],
  [
    "another token's payload",
    async () =>
      reassembled(
        segment(genuine, HEADER),
        segment(await access({ sub: 'eve' }), PAYLOAD),
        segment(genuine, SIGNATURE),
      ),
  ],
  [
    "another token's payload and most of its signature, before a genuine end",
    async () => {
      const other = await access({ sub: 'eve' });
      return other.slice(0, -43) + genuine.slice(-43);
    },
  ],
  ["another token's beginning before a genuine end", () => genuine.replace(/^./, 'f')],
  ['a genuine end alone', () => genuine.slice(-43)],
  ['a genuine beginning without its end', () => genuine.slice(0, -43)],
  ['a genuine end twice', () => genuine + genuine.slice(-43)],
  [
    'a duplicate alg whose last is none',
    () => signedRaw(claimsText(), `{"alg":"RS256","kid":"${key.kid}","alg":"none"}`),
  ],
  ['another pool of the same region', () => access({ iss: ISSUER.replace('AbCdEf123', 'AbCdEf124') })],
  ['another region', () => access({ iss: ISSUER.replaceAll('eu-west-1', 'eu-west-2') })],
  ['an issuer with a slash at its end', () => access({ iss: `${ISSUER}/` })],
  ['an issuer in capitals', () => access({ iss: ISSUER.toUpperCase() })],
  ['an issuer over http', () => access({ iss: ISSUER.replace('https', 'http') })],
  [
    'a look-alike issuer',
    () => access({ iss: ISSUER.replace('amazonaws.com', 'amazonaws.com.evil.example') }),
  ],
  ['an issuer that only begins right', () => access({ iss: `${ISSUER}@evil.example` })],
  ['an issuer in a list', () => access({ iss: [ISSUER] })],
  ['no issuer', () => access({ iss: undefined })],
  ['an id token for an access token', () => key.sign(idClaims(ISSUER, current))],
  ['an id token that adds a client_id', () => key.sign(idClaims(ISSUER, { ...current, client_id: 'app' }))],
  ['another kind of token', () => access({ token_use: 'refresh' })],
  ['both kinds at once', () => access({ token_use: ['access', 'id'] })],
  ['another client', () => access({ client_id: 'other' })],
  ['a client that only begins right', () => access({ client_id: 'app2' })],
  ['a list of clients', () => access({ client_id: ['app'] })],
  ['no client', () => access({ client_id: undefined })],
  ['an expired token', () => access({ exp: seconds - 1 })],
  ['an expiry as text', () => access({ exp: `${seconds + 3600}` })],
  ['an expiry in a list', () => access({ exp: [seconds + 3600] })],
  ['an expiry as an object', () => access({ exp: { valueOf: seconds + 3600 } })],
  ['an expiry that is true', () => access({ exp: true })],
  ['an infinite expiry', () => signedRaw(claimsText().replace(/"exp":\d+/, '"exp":1e999'))],
  [
    'a duplicate expiry whose last is over',
    () => signedRaw(claimsText().replace(/"exp":\d+/, `"exp":${seconds + 3600},"exp":1`)),
  ],
  ['a time to begin as text', () => access({ nbf: `${seconds - 60}` })],
  ['a time to begin that has not come', () => access({ nbf: seconds + 3600 })],
  ['whitespace before', () => ` ${genuine}`],
  ['a line break inside', () => genuine.replace('.', '.\n')],
  ['Bearer before', () => `Bearer ${genuine}`],
  ['two tokens', () => `${genuine},${genuine}`],
  ['two tokens with a space', () => `${genuine} ${genuine}`],
  ['a fourth segment', () => `${genuine}.${segment(genuine, SIGNATURE)}`],
  ['an encrypted token, which has five', () => `${genuine}.AAAA.AAAA`],
  ['a zero byte', () => `${genuine}\0`],
  [
    'standard base64',
    () => genuine.replace(/^[^.]+/, match => Buffer.from(match, 'base64url').toString('base64')),
  ],
  ['a payload that is null', () => signedRaw('null')],
  ['a payload that is a number', () => signedRaw('1')],
  ['broken JSON', () => signedRaw('{"sub":')],
  ['an empty payload', () => `${segment(genuine, HEADER)}..${segment(genuine, SIGNATURE)}`],
  ['a header that is text', () => signedRaw(claimsText(), '"RS256"')],
  ['only dots', () => '..'],
];

/** What this library refuses, whatever other verifiers let pass. */
export const REFUSED_HERE: readonly NamedToken[] = [
  [
    'a critical extension that nobody knows',
    () => signedRaw(claimsText(), JSON.stringify({ alg: 'RS256', kid: key.kid, crit: ['x'], x: 1 })),
  ],
  ['a key in the header', () => access({}, { jwk: stranger.publicJwk })],
  ['an address of keys in the header', () => access({}, { jku: 'https://evil.example/jwks.json' })],
  ['an address of certificates in the header', () => access({}, { x5u: 'https://evil.example/x5u' })],
  ['certificates in the header', () => access({}, { x5c: ['AAAA'] })],
  ['an issue time that lies far ahead', () => access({ iat: seconds + 3600 })],
  ['an issue time as text', () => access({ iat: `${seconds}` })],
  ['an expiry after the end of time', () => access({ exp: 1e300 })],
  ['a negative sign-in time', () => access({ auth_time: -1 })],
  ['no issue time', () => access({ iat: undefined })],
  ['no sub', () => access({ sub: undefined })],
  ['a sub that is not text', () => access({ sub: { toString: 'eve' } })],
  ['groups as text', () => access({ 'cognito:groups': 'admins' })],
  ['groups that are not text', () => access({ 'cognito:groups': [['admins']] })],
  ['scopes as a list', () => access({ scope: ['openid'] })],
  [
    'a payload that is not UTF-8',
    () =>
      signedRaw(
        Buffer.concat([
          Buffer.from('{"x":"'),
          Buffer.from([0xff]),
          Buffer.from(`",${claimsText().slice(1)}`),
        ]),
      ),
  ],
  ['a byte order mark', () => signedRaw(`\ufeff${claimsText()}`)],
  ['a list for a payload', () => signedRaw(`[${claimsText()}]`)],
  ['a member named __proto__', () => signedRaw(`{"__proto__":{"isAdmin":true},${claimsText().slice(1)}`)],
  [
    'a member named __proto__ deeper down',
    () => signedRaw(`{"x":[{"\\u005f_proto__":{}}],${claimsText().slice(1)}`),
  ],
  ['depth without end', () => signedRaw(`{"x":${nested(10_000)},${claimsText().slice(1)}`)],
  ['length without end', () => access({ x: 'x'.repeat(60_000) })],
  ['a second spelling of the same signature', () => respelled(genuine)],
];

/** What this library and aws-jwt-verify accept. */
export const ACCEPTED_BY_BOTH: readonly NamedToken[] = [
  ['a declared type', () => access({}, { typ: 'JWT' })],
  ['the second form of the issuer', () => access({ iss: ISSUER.replace('//', '//issuer-') })],
  ['text of every script', () => access({ name: 'Ада 爱达 🏰 \ufffd' })],
  ['a fraction of a second', () => access({ exp: seconds + 0.5 + 3600 })],
  ['spaces in the JSON', () => signedRaw(JSON.stringify(JSON.parse(claimsText()), null, 2))],
  ['the last of two subs', () => signedRaw(`{"sub":"eve",${claimsText().slice(1)}`)],
  ['no sign-in time', () => access({ auth_time: undefined })],
];
