import type { Credentials } from '../config/pool-config.js';

/** The function that was to fetch AWS credentials failed (`cause`), or returned none that can be used. */
export class CredentialsFault extends Error {}

/** The same credentials; where a function fetches them, its failures can be told from those of the call. */
export function fetchedCredentials(given: Credentials): Credentials {
  if (typeof given !== 'function') return given;
  // The AWS SDK tells its own providers which client asks.
  return async (...context: []) => {
    const found = await fetchThem(given, context);
    if (!isUsable(found))
      throw new CredentialsFault('the function that fetches them returned no usable ones');
    return found;
  };
}

async function fetchThem(given: () => Promise<unknown>, context: []): Promise<unknown> {
  try {
    return await given(...context);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CredentialsFault(`the function that fetches them failed: ${why}`, { cause });
  }
}

type Fetched = Awaited<ReturnType<Extract<Credentials, () => unknown>>>;

const isUsable = (value: unknown): value is Fetched =>
  ['accessKeyId', 'secretAccessKey'].every(field => {
    const text = Object(value)[field];
    return typeof text === 'string' && text !== '';
  });
