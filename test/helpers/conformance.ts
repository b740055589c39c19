import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool, Seed } from 'portcullis/local';
import { ada, PASSWORD, poolWith, stillClock } from './pool.js';
import { sdkFor, signInOverSrp } from './sdk.js';

/** A local pool as the official SDK meets it. Its time stands still where no test moves it. */
export interface Bench {
  readonly pool: LocalPool;
  readonly sdk: CognitoIdentityProvider;
  readonly UserPoolId: string;
}

export async function bench(seed: Seed = { users: [ada] }): Promise<Bench> {
  const pool = await poolWith(seed, { clock: stillClock() });
  return { pool, sdk: sdkFor(pool), UserPoolId: pool.userPoolId };
}

/** Ada's access token. */
export async function signedIn(pool: LocalPool, password = PASSWORD): Promise<string> {
  const { AuthenticationResult } = await signInOverSrp(pool, { ClientId: 'app', username: 'ada', password });
  return AuthenticationResult?.AccessToken ?? '';
}

/** What came back over HTTP. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly __type?: string; readonly message?: string };
}

/** Any credentials do. */
export const SIGNATURE = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/cognito-idp/aws4_request, Signature=ab',
};

/** Sends a request as it is; without `headers` as a client does that signs nothing. */
export async function send(
  pool: LocalPool,
  operation: string,
  input: object,
  headers: Record<string, string> = {},
): Promise<WireAnswer> {
  const response = await fetch(pool.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      ...headers,
    },
    body: JSON.stringify(input, function (this: Record<string, unknown>, key, value: unknown) {
      const raw = this[key];
      return raw instanceof Uint8Array ? Buffer.from(raw).toString('base64') : value;
    }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text || '{}') };
}
