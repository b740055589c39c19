import { InvalidTokenError } from '../errors/token.js';
import { detached, fromBase64url } from '../internal/bytes.js';

/** A parsed JSON object, frozen all the way down. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a JSON Web Token says, unverified. */
export interface DecodedToken {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** The bytes that were signed: both first segments and the dot between (RFC 7515, section 5.2). */
  readonly signingInput: string;
  readonly signature: Uint8Array;
}

/** Cognito's tokens have one to five thousand characters, and Node refuses headers past sixteen thousand. */
const LONGEST = 65_536;
const DEEPEST = 32;
const THREE_SEGMENTS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Reads a token **without checking its signature**: enough to show an expiry or choose a key, never to trust anyone.
 * Strict about the form (RFC 7515, section 7.1), so that every token has exactly one spelling.
 *
 * @throws {InvalidTokenError} when `token` is not three base64url segments whose first two are JSON objects.
 */
export function decodeUnverified(token: string): DecodedToken {
  assertReasonable(token);
  if (!THREE_SEGMENTS.test(token)) throw new InvalidTokenError('the token is not three base64url segments');
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  return {
    header: headerOf(token.slice(0, first)),
    payload: jsonObject(token.slice(first + 1, second), 'payload'),
    signingInput: token.slice(0, second),
    signature: bytesOf(token.slice(second + 1), 'signature'),
  };
}

/**
 * Refuses what is not worth looking at: other types, and strings longer than any token.
 *
 * @throws {InvalidTokenError}
 */
export function assertReasonable(token: string): void {
  if (typeof token !== 'string') throw new InvalidTokenError('the token is not a string');
  if (token.length > LONGEST) throw new InvalidTokenError(`the token is longer than ${LONGEST} characters`);
}

/** Headers as they were read before: a pool's tokens have one or two, by key, and reading costs as much as hashing. */
const knownHeaders = new Map<string, JsonObject>();
const MOST_HEADERS = 16;

function headerOf(segment: string): JsonObject {
  const known = knownHeaders.get(segment);
  if (known) return known;
  const header = jsonObject(segment, 'header');
  if (knownHeaders.size === MOST_HEADERS) knownHeaders.clear();
  knownHeaders.set(detached(segment), header);
  return header;
}

/** The last characters that leave no bits over, for segments with two and three characters in their last quartet. */
const CANONICAL_ENDS = ['', undefined, 'AQgw', 'AEIMQUYcgkosw048'] as const;

function bytesOf(segment: string, name: string): Uint8Array {
  const ends = CANONICAL_ENDS[segment.length % 4];
  if (ends === undefined || (ends !== '' && !ends.includes(segment.slice(-1))))
    throw new InvalidTokenError(`the token's ${name} is not base64url`);
  return fromBase64url(segment);
}

function jsonObject(segment: string, name: string): JsonObject {
  const value = parsed(bytesOf(segment, name));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidTokenError(`the token's ${name} is not a JSON object`);
  return frozen(value, DEEPEST) as JsonObject;
}

const strictUtf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What the JSON says; undefined where the bytes are none, or no UTF-8. The parser's own error would quote them. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch {
    return undefined;
  }
}

/** Freezes `value` in place. A member named `__proto__` is refused: copying it elsewhere could change a prototype. */
function frozen(value: object, depth: number): object {
  if (depth === 0) throw new InvalidTokenError(`the token is nested more than ${DEEPEST} levels deep`);
  if (Object.hasOwn(value, '__proto__'))
    throw new InvalidTokenError('the token has a member named __proto__');
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) frozen(inner, depth - 1);
  return Object.freeze(value);
}
