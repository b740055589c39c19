import { KeysUnavailableError } from '../errors/token.js';
import { parseJson } from '../internal/json.js';
import { within } from '../internal/within.js';
import { type Answer, fetched, reasonOf } from './fetching.js';
import { type KeySet, keySetOf } from './key-set.js';

/** The part of the Fetch API that is used. */
export type Fetch = (address: string, init: { signal: AbortSignal; redirect: 'manual' }) => Promise<Answer>;

/** Which keys to fetch, and how. */
export interface FetchKeysOptions {
  readonly jwksUri: string;
  readonly timeoutMs: number;
  readonly fetch: Fetch;
}

/** A pool publishes two keys, about 800 bytes. */
const MOST_BYTES = 65_536;

/** @throws {KeysUnavailableError} saying what came back, or that nothing did. */
export async function fetchKeySet({ jwksUri, timeoutMs, fetch }: FetchKeysOptions): Promise<KeySet> {
  const late = () => new KeysUnavailableError(jwksUri, `did not arrive within ${timeoutMs} ms`);
  const { response, text } = await within(
    timeoutMs,
    signal => fetched(() => fetch(jwksUri, { signal, redirect: 'manual' }), MOST_BYTES),
    late,
  ).catch(cause => {
    if (cause instanceof KeysUnavailableError) throw cause;
    throw new KeysUnavailableError(jwksUri, `could not be fetched: ${reasonOf(cause)}`, { cause });
  });
  // A redirect is not followed: it could lead away from the issuer's own address.
  if (!response.ok) throw new KeysUnavailableError(jwksUri, `were answered with status ${response.status}`);
  const keys = keySetOf(parseJson(text));
  if (keys) return keys;
  const type = response.headers.get('content-type') ?? 'no content type';
  throw new KeysUnavailableError(
    jwksUri,
    `were answered with ${text.length} characters (${type}) that are not a JSON Web Key Set with an RS256 key`,
  );
}
