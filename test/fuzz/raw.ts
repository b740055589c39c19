import { METHODS as NODE_METHODS } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { World } from './world.js';

/** A request as bytes: what no well-behaved client sends. */
export interface RawRequest {
  readonly title: string;
  readonly bytes: Buffer;
  /** Whether it is not HTTP enough for an answer: then it may be hung up on. */
  readonly broken: boolean;
}

const SERVICE = 'AWSCognitoIdentityProviderService';
const TARGETS = [
  `${SERVICE}.InitiateAuth`,
  `${SERVICE}.AdminGetUser`,
  `${SERVICE}.ListUsers`,
  `${SERVICE}.NoSuchThing`,
  `${SERVICE}.constructor`,
  `${SERVICE}.__proto__`,
  `${SERVICE}.`,
  `${SERVICE}.a.b.c`,
  SERVICE,
  '__proto__',
  '.',
  `${SERVICE}.${'x'.repeat(9000)}`,
  'Ünïcode.Ünïcode',
];

const bodies: readonly Buffer[] = [
  Buffer.alloc(0),
  Buffer.from('{"ClientId":"app","AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"ada"}}'),
  Buffer.from('{"ClientId":"app","AuthParam'),
  Buffer.from('{"ClientId":"\\ud83d"}'),
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  gzipSync('{"ClientId":"app"}'),
  Buffer.from('\ufeff{"ClientId":"app"}'),
  Buffer.from('{"ClientId":"app"}', 'utf16le'),
  Buffer.from('null'),
  Buffer.from('1e999'),
  Buffer.from('"x"'),
  Buffer.from('[{"ClientId":"app"}]'),
  Buffer.from('{"ClientId":"app","ClientId":5,"AuthFlow":"USER_AUTH"}'),
  Buffer.from('{"__proto__":{"ClientId":"app","AuthFlow":"USER_AUTH"}}'),
  Buffer.from('['.repeat(100_000)),
  Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)),
  Buffer.from('{"a":'.repeat(50_000)),
  // More than a pool reads: spaces, and the start of something.
  Buffer.alloc(1_100_000, ' '),
  Buffer.from(`{"ClientId":"${'a'.repeat(2_000_000)}"}`),
  Buffer.from('ClientId=app&AuthFlow=USER_AUTH'),
  Buffer.from('{"ClientId":"\0"}'),
];

const contentTypes = [
  'application/x-amz-json-1.1',
  'application/json',
  'text/plain; charset=utf-16',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'x',
];

const authorizations = (idTokens: readonly string[]) => [
  undefined,
  'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=ab',
  'Bearer',
  'Bearer x.y.z',
  'Basic YTpi',
  'x'.repeat(8000),
  ...idTokens.map(token => `Bearer ${token}`),
];

/** Header lines that are odd, or an attempt to smuggle one. The second of a pair says that it breaks HTTP. */
const ODD_HEADERS: readonly (readonly [string, boolean])[] = [
  ['Content-Encoding: gzip\r\n', false],
  ['Content-Encoding: br, gzip, x\r\n', false],
  ['Accept-Encoding: gzip\r\n', false],
  ['Origin: https://evil.example\r\nX-Evil: 1\r\n', false],
  ['X-Forwarded-Host: evil\r\nHost: evil\r\n', true],
  ['Expect: 100-continue\r\n', false],
  ['Expect: the-unexpected\r\n', true],
  ['Upgrade: websocket\r\nConnection: Upgrade\r\n', true],
  ['Range: bytes=0-1\r\n', false],
  ['X-Amz-Target: a\r\nX-Amz-Target: b\r\n', false],
  ['Bad Header: x\r\n', true],
  ['X-Nul: a\0b\r\n', true],
  [' folded: x\r\n', true],
  ['Content-Length: 5\r\n', true],
  ['Content-Length: -1\r\n', true],
  ['Transfer-Encoding: chunked\r\n', true],
  ['Transfer-Encoding: gzip, x\r\n', true],
  [`X-Long: ${'x'.repeat(20_000)}\r\n`, true],
  [`${Array.from({ length: 1500 }, (_, i) => `X-${i}: y`).join('\r\n')}\r\n`, true],
];

const pathsOf = (userPoolId: string) => [
  '/',
  '//',
  '/?x=%00',
  '/nowhere',
  '/__proto__',
  `/${userPoolId}/.well-known/jwks.json`,
  `/${userPoolId}/.well-known/openid-configuration`,
  '/__proto__/.well-known/jwks.json',
  '/constructor/.well-known/openid-configuration',
  '/%E0%A4%A/.well-known/jwks.json',
  '/%00/.well-known/jwks.json',
  '/_local/messages',
  '/_local/clock',
  '/_local/__proto__',
  '/gates/create-user',
  '/gates/update-user',
  '/gates/get-all-users',
  '/gates/get-all-users?group_filter=staff&page_size=9e9',
  '/gates/get-all-users?group_filter=staff&group_filter=guests&pagination_token=OTk5OTk5OTk5OTk5OTk5OTk5OTkgeA',
  '/gates/get-all-users?group_filter=__proto__&role_filter=constructor',
  '/gates/get-all-users?%',
  '/gates/%',
  '/gates/',
  `/${'a'.repeat(8000)}`,
  '/../../etc/passwd',
  'http://elsewhere.example/',
  '*',
];

/** Every method that Node's server can read, and two that it cannot. */
const METHODS = [...NODE_METHODS, 'post', 'NOPE'];
const WELL_KNOWN = new Set(['POST', 'GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

const clocks = ['1e308', '-1e308', '1e15', '-1e15', '1e999', '"5"', '[5]', 'null', '-0.5', '1e-300'];
const people = [
  '{}',
  '[]',
  '"x"',
  'null',
  '{"user_id":"x","clients_to_add":["__proto__"]}',
  '{"email":5}',
].concat(
  ['a@b', '\\u0000@x', `${'a'.repeat(3000)}@x`, '\\ud800@x'].map(
    email => `{"email":"${email}","name":"\\u0000","role":"CLIENT_USER"}`,
  ),
);

/** What is asked of each place: a method, a path and a body that belong together, or do not. */
function questions(userPoolId: string): fc.Arbitrary<readonly [method: string, path: string, body: Buffer]> {
  const body = fc.constantFrom(...bodies);
  const texts = (from: readonly string[]) => fc.constantFrom(...from).map(text => Buffer.from(text));
  return fc.oneof(
    fc.tuple(fc.constant('POST'), fc.constant('/'), body),
    fc.tuple(fc.constant('POST'), fc.constant('/'), body),
    fc.tuple(fc.constantFrom(...METHODS), fc.constantFrom(...pathsOf(userPoolId)), body),
    fc.tuple(fc.constant('GET'), fc.constantFrom(...pathsOf(userPoolId)), fc.constant(Buffer.alloc(0))),
    fc.tuple(
      fc.constant('POST'),
      fc.constant('/_local/clock'),
      texts(clocks.map(by => `{"advanceSeconds":${by}}`)),
    ),
    fc.tuple(fc.constant('POST'), fc.constant('/gates/create-user'), texts(people)),
    fc.tuple(fc.constant('PUT'), fc.constant('/gates/update-user'), texts(people)),
  );
}

/** Mostly nothing, so that what comes after the headers is looked at too. */
const mostly = <Value>(usual: Value, others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

export const rawRequests = ({ userPoolId, known }: World): fc.Arbitrary<RawRequest> =>
  fc
    .record({
      question: questions(userPoolId),
      target: fc.option(fc.constantFrom(...TARGETS)),
      contentType: fc.constantFrom(...contentTypes),
      authorization: fc.constantFrom(...authorizations(known.IdToken ?? [])),
      odd: mostly(['', false], ODD_HEADERS),
      /** How many bytes more the header promises than there are. */
      promised: mostly(0, [7, -3]),
    })
    .map(({ question: [method, path, body], target, contentType, authorization, odd, promised }) => {
      const [header, breaks] = odd;
      const head = [
        `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`,
        `Content-Type: ${contentType}\r\nContent-Length: ${Math.max(0, body.length + promised)}\r\n`,
        target === null ? '' : `X-Amz-Target: ${target}\r\n`,
        authorization === undefined ? '' : `Authorization: ${authorization}\r\n`,
        header,
        '\r\n',
      ].join('');
      return {
        title: `${head.slice(0, 500)}${body.subarray(0, 100).toString('latin1')}`,
        bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]),
        broken: breaks || promised !== 0 || !WELL_KNOWN.has(method) || !path.startsWith('/'),
      };
    });

/**
 * Sends it on a connection of its own. Resolves with whatever came back once the server, or the time-out, ends it.
 * One that is broken ends with us hanging up, as the server may be waiting for more.
 */
export function sendRaw(
  endpoint: string,
  { bytes, broken }: RawRequest,
  milliseconds: number,
): Promise<string> {
  const { hostname, port } = new URL(endpoint);
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.write(bytes);
      if (broken) socket.end();
    });
    socket.setTimeout(milliseconds, () => socket.destroy());
    socket.on('data', chunk => chunks.push(chunk));
    // A server that hangs up while we are still sending is in its right; what it said before counts.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}
