import { pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordHashingAlgorithmType } from '@aws-sdk/client-cognito-identity-provider';
import { equalInConstantTime, fromHex, utf8 } from '../../internal/bytes.js';
import { invalidParameter } from '../internal/exception.js';

/** A password's hash as another system made it, which says by itself how. */
export interface PasswordHash {
  readonly algorithm: PasswordHashingAlgorithmType;
  readonly text: string;
}

type Parts = Readonly<Record<string, string>>;

interface Algorithm {
  /** Its groups are the parameters, and what the hash is checked with. */
  readonly form: RegExp;
  /** The least and most that the service takes of each parameter. */
  readonly bounds: Readonly<Record<string, readonly [least: number, most: number]>>;
  derive(password: string, parts: Parts): Promise<Uint8Array>;
  /** What has to come of it. */
  expected(parts: Parts): Uint8Array;
}

const BASE64 = '[A-Za-z0-9+/]';

/** "Importing users with password hashes" in the service's guide has the forms and the bounds. */
const ALGORITHMS: Readonly<Record<PasswordHashingAlgorithmType, Algorithm>> = {
  BCRYPT: {
    form: /^(?<settings>\$2[abxy]\$(?<cost>\d\d)\$[./A-Za-z0-9]{22})(?<hash>[./A-Za-z0-9]{31})$/,
    bounds: { cost: [4, 12] },
    derive: async (password, { settings = '' }) => {
      const { default: bcrypt } = await import('bcryptjs');
      // The x marks a fault with letters beyond ASCII, which no library repeats: those passwords are refused.
      const hash = await bcrypt.hash(password, settings.replace('$2x$', '$2b$'));
      return utf8(hash.slice(-31));
    },
    expected: ({ hash = '' }) => utf8(hash),
  },
  SCRYPT: {
    form: /^(?<N>\d+)\$(?<r>\d+)\$(?<p>\d+)\$(?<salt>(?:[0-9a-fA-F]{2})+)\$(?<hash>(?:[0-9a-fA-F]{2}){10,})$/,
    bounds: { N: [2, 65_536], r: [1, 8], p: [1, 1] },
    derive: (password, { N, r, p, salt = '', hash = '' }) => {
      const cost = { N: Number(N), r: Number(r), p: Number(p) };
      const maxmem = 256 * cost.N * cost.r;
      return scryptInTime(password, fromHex(salt), hash.length / 2, { ...cost, maxmem });
    },
    expected: ({ hash = '' }) => fromHex(hash),
  },
  ARGON2ID: {
    form: new RegExp(
      `^\\$argon2id\\$v=(?<v>16|19)\\$m=(?<m>\\d+),t=(?<t>\\d+),p=(?<p>\\d+)\\$(?<salt>${BASE64}{11,})\\$(?<hash>${BASE64}{14,})$`,
    ),
    bounds: { m: [8, 19_456], t: [1, 2], p: [1, 1] },
    derive: async (password, { v, m, t, p, salt = '', hash = '' }) => {
      const { argon2idAsync } = await import('@noble/hashes/argon2.js');
      const dkLen = Buffer.from(hash, 'base64').length;
      const cost = { m: Number(m), t: Number(t), p: Number(p), version: Number(v), dkLen };
      return argon2idAsync(password, Buffer.from(salt, 'base64'), cost);
    },
    expected: ({ hash = '' }) => Buffer.from(hash, 'base64'),
  },
  PBKDF2_SHA256: {
    form: /^\$pbkdf2-sha256\$(?<iterations>\d+)\$(?<salt>[A-Za-z0-9+/.]+)\$(?<hash>[A-Za-z0-9+/.]{14,})$/,
    bounds: { iterations: [1, 600_000] },
    derive: (password, { iterations, salt = '', hash = '' }) =>
      pbkdf2InTime(password, passlib(salt), Number(iterations), passlib(hash).length, 'sha256'),
    expected: ({ hash = '' }) => passlib(hash),
  },
};

const scryptInTime = promisify<
  string,
  Uint8Array,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Uint8Array
>(scrypt);
const pbkdf2InTime = promisify(pbkdf2);

/** Passlib, whose form this is, writes a dot for the plus of base64. */
const passlib = (text: string): Uint8Array => Buffer.from(text.replaceAll('.', '+'), 'base64');

const partsOf = ({ algorithm, text }: PasswordHash): Parts | undefined =>
  ALGORITHMS[algorithm].form.exec(text)?.groups;

/** @throws InvalidParameterException for a hash that the service would not import. */
export function checkPasswordHash(hash: PasswordHash): void {
  const parts = partsOf(hash);
  if (!parts) throw invalidParameter(`The password hash is malformed for ${hash.algorithm}.`);
  for (const [name, [least, most]] of Object.entries(ALGORITHMS[hash.algorithm].bounds)) {
    const value = Number(parts[name]);
    if (value < least || value > most)
      throw invalidParameter(`The password hash has a ${name} that is not from ${least} to ${most}.`);
  }
  const { N } = parts;
  if (N !== undefined && !Number.isInteger(Math.log2(Number(N))))
    throw invalidParameter('The password hash has an N that is no power of 2.');
}

/** Whether it is the hash of this password. */
export async function isHashOf(hash: PasswordHash, password: string): Promise<boolean> {
  const parts = partsOf(hash);
  if (!parts) return false;
  const { derive, expected } = ALGORITHMS[hash.algorithm];
  return equalInConstantTime(await derive(password, parts), expected(parts));
}
