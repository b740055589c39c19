import { createPublicKey, verify } from 'node:crypto';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { TokenVerifier } from 'portcullis/verify';
import { accessClaims } from '../helpers/cognito-claims.js';
import { signingKey } from '../helpers/jwks-server.js';
import { importTime, type Measured, median, rowsOf } from './measure.js';

/** Microseconds for each piece of work, medians of interleaved rounds. */
export type Timings = Readonly<Record<string, number>>;

const POOL = 'eu-west-1_AbCdEf123';
const ISSUER = `https://cognito-idp.eu-west-1.amazonaws.com/${POOL}`;
const IN_FLIGHT = 64;
const TOKENS = 512;
const ROUNDS = 60;

/**
 * Bare `crypto.verify`, our verifier and aws-jwt-verify over the same tokens.
 *
 * @param rounds How often each piece of work is timed.
 */
export async function timeVerification(rounds: number = ROUNDS): Promise<Timings> {
  const work = await verificationWork();
  const samples = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++)
    for (const [name, timed] of Object.entries(work))
      samples.set(name, [...(samples.get(name) ?? []), await timed()]);
  return Object.fromEntries([...samples].map(([name, times]) => [name, median(times)]));
}

async function verificationWork(): Promise<Record<string, () => Promise<number>>> {
  const key = await signingKey('one');
  const jwks = { keys: [key.publicJwk] } as never;
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iat, exp: iat + 3600, auth_time: iat, 'cognito:groups': ['admins', 'staff'] };
  const tokens = await Promise.all(
    Array.from({ length: TOKENS }, (_, i) => key.sign(accessClaims(ISSUER, { ...claims, jti: `${i}` }))),
  );
  const options = { userPoolId: POOL, clientId: 'app', tokenUse: 'access' } as const;
  const ours = () => new TokenVerifier({ ...options, jwks });
  const theirs = CognitoJwtVerifier.create(options);
  theirs.cacheJwks(jwks);
  const publicKey = createPublicKey({ key: key.publicJwk as never, format: 'jwk' });
  const signed = tokens.map(partsOf);
  const warm = ours();
  await warm.verify(tokens[0] as string);
  return {
    'bare crypto.verify': () =>
      each(async () => {
        for (const [data, signature] of signed) verify('sha256', data, publicKey, signature);
      }),
    'first time, 64 in flight': () => inFlight(tokens, ours()),
    'first time, one by one': () => oneByOne(tokens, ours()),
    'the same token again': () => oneByOne(copiesOf(tokens[0] as string), warm),
    'aws-jwt-verify, 64 in flight': () => inFlight(tokens, theirs),
    'aws-jwt-verify, the same token again': () => oneByOne(copiesOf(tokens[0] as string), theirs),
  };
}

interface Verifier {
  verify: (token: string) => Promise<unknown>;
}

async function each(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return ((performance.now() - start) * 1000) / TOKENS;
}

const inFlight = (tokens: readonly string[], verifier: Verifier) =>
  each(async () => {
    for (let i = 0; i < tokens.length; i += IN_FLIGHT)
      await Promise.all(tokens.slice(i, i + IN_FLIGHT).map(token => verifier.verify(token)));
  });

const oneByOne = (tokens: readonly string[], verifier: Verifier) =>
  each(async () => {
    for (const token of tokens) await verifier.verify(token);
  });

/** As requests bring it: equal, but never the same string in memory. */
const copiesOf = (token: string): string[] =>
  Array.from({ length: TOKENS }, () => Buffer.from(token, 'latin1').toString('latin1'));

function partsOf(token: string): readonly [Buffer, Buffer] {
  const dot = token.lastIndexOf('.');
  return [Buffer.from(token.slice(0, dot)), Buffer.from(token.slice(dot + 1), 'base64url')];
}

const PACKAGES = ['aws-jwt-verify', 'portcullis/verify'] as const;

/**
 * Milliseconds that a fresh process takes to import our verifier, as `npm run build` left it, and aws-jwt-verify.
 *
 * @param rounds How many processes of each.
 */
export function timeImports(rounds = 15): Timings {
  const samples = Array.from({ length: rounds }, () => PACKAGES.map(importTime));
  return Object.fromEntries(PACKAGES.map((name, i) => [name, median(samples.map(row => row[i] as number))]));
}

const rows = (title: string, timings: Timings, unit: number): Measured[] =>
  rowsOf(
    title,
    Object.keys(timings),
    Object.values(timings).map(time => time * unit),
  );

export async function run(): Promise<readonly Measured[]> {
  const verification = rows('verification of a token', await timeVerification(), 0.001);
  return [...verification, ...rows('import', timeImports(), 1)];
}
