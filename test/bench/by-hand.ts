/**
 * A sign-in over SRP as one would write it for speed alone: `node:http`, OpenSSL, `crypto.verify`, and no check that is
 * not Cognito's. Benchmarks compare with it, in their own process and as a program.
 */
import {
  createDiffieHellman,
  createHash,
  createHmac,
  createPublicKey,
  type KeyObject,
  randomBytes,
  verify,
} from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Place {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
}

const N_HEX =
  'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD' +
  'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED' +
  'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F' +
  '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B' +
  'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510' +
  '15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7' +
  'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C' +
  'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF';
const N = BigInt(`0x${N_HEX}`);
const K = 0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6n;

const even = (value: bigint): string => {
  const hex = value.toString(16);
  return hex.length % 2 ? `0${hex}` : hex;
};
const padded = (value: bigint): Buffer => {
  const hex = even(value);
  return Buffer.from(/^[89a-f]/.test(hex) ? `00${hex}` : hex, 'hex');
};
const sha256 = (...parts: readonly (Buffer | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const number = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
const hmac = (key: Buffer, ...parts: readonly (Buffer | string)[]): Buffer =>
  parts.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest();

// Not over N itself: some versions of OpenSSL then refuse bases or take a second to prove that N is prime.
const exchange = createDiffieHellman(even(N * (2n ** 511n + 1n)), 'hex', 2);

function power(base: bigint, exponent: bigint): bigint {
  exchange.setPrivateKey(even(exponent), 'hex');
  return BigInt(`0x${exchange.computeSecret(even(base), 'hex', 'hex')}`) % N;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timestamp(): string {
  const now = new Date();
  const time = now.toISOString().slice(11, 19);
  return `${DAYS[now.getUTCDay()]} ${MONTHS[now.getUTCMonth()]} ${now.getUTCDate()} ${time} UTC ${now.getUTCFullYear()}`;
}

/** One request over the agent's connection. */
export function send(agent: Agent, url: string, operation?: string, input?: object): Promise<never> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  };
  const options = operation ? { method: 'POST', agent, headers } : { agent };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, response => {
      let body = '';
      response.setEncoding('utf8').on('data', chunk => {
        body += chunk;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(JSON.parse(body) as never) : reject(new Error(body)),
      );
    });
    sent.on('error', reject).end(input && JSON.stringify(input));
  });
}

type Keys = ReadonlyMap<string, KeyObject>;

export async function fetchKeys(agent: Agent, { endpoint, userPoolId }: Place): Promise<Keys> {
  const { keys }: { keys: readonly { kid: string }[] } = await send(
    agent,
    `${endpoint}/${userPoolId}/.well-known/jwks.json`,
  );
  return new Map(keys.map(jwk => [jwk.kid, createPublicKey({ key: jwk as never, format: 'jwk' })]));
}

function check(token: string, keys: Keys): void {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const signed = Buffer.from(`${header}.${payload}`);
  const genuine = verify('sha256', signed, keys.get(kid) as KeyObject, Buffer.from(signature, 'base64url'));
  if (!genuine || exp * 1000 < Date.now()) throw new Error('not genuine');
}

/** Signs in and verifies both tokens. */
export async function signIn(
  agent: Agent,
  place: Place,
  { username, password }: { readonly username: string; readonly password: string },
  keys: Keys | Promise<Keys>,
): Promise<Tokens> {
  const { endpoint, userPoolId, clientId: ClientId } = place;
  const a = number(randomBytes(32));
  const A = power(2n, a);
  const begun: { ChallengeParameters: Readonly<Record<string, string>> } = await send(
    agent,
    endpoint,
    'InitiateAuth',
    {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId,
      AuthParameters: { USERNAME: username, SRP_A: A.toString(16) },
    },
  );
  const { SALT, SRP_B, SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = begun.ChallengeParameters;
  const B = BigInt(`0x${SRP_B}`);
  const u = number(sha256(padded(A), padded(B)));
  const name = `${userPoolId.split('_')[1]}${USER_ID_FOR_SRP}`;
  const x = number(sha256(padded(BigInt(`0x${SALT}`)), sha256(`${name}:${password}`)));
  const base = (B - K * power(2n, x)) % N;
  const S = power(base < 0n ? base + N : base, a + u * x);
  const key = hmac(hmac(padded(u), padded(S)), 'Caldera Derived Key\u0001').subarray(0, 16);
  const TIMESTAMP = timestamp();
  const signature = hmac(key, name, Buffer.from(SECRET_BLOCK, 'base64'), TIMESTAMP);
  const ended: { AuthenticationResult: Tokens } = await send(agent, endpoint, 'RespondToAuthChallenge', {
    ChallengeName: 'PASSWORD_VERIFIER',
    ClientId,
    ChallengeResponses: {
      USERNAME: USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature.toString('base64'),
      TIMESTAMP,
    },
  });
  const tokens = ended.AuthenticationResult;
  for (const token of [tokens.AccessToken, tokens.IdToken]) check(token, await keys);
  return tokens;
}

export const keptAlive = (): Agent => new Agent({ keepAlive: true });
