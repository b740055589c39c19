import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OracleDeviceSecret, OracleExchange } from './oracle.js';

/** An exchange, what the server half needs of it, and the signature that amazon-cognito-identity-js computes. */
export interface ExchangeVector extends OracleExchange {
  /** What is special about it, such as `S begins with a zero`. */
  readonly kind: string;
  readonly verifier: string;
  /** The server's private value, in hexadecimal. */
  readonly b: string;
  readonly signature: string;
}

/** What amazon-cognito-identity-js sends of a device whose keys are these. */
export interface DeviceSecretVector extends OracleDeviceSecret {
  readonly deviceGroupKey: string;
  readonly deviceKey: string;
}

export interface Vectors {
  readonly passwords: readonly ExchangeVector[];
  readonly devices: readonly ExchangeVector[];
  readonly deviceSecrets: readonly DeviceSecretVector[];
}

export const VECTORS_FILE = resolve(process.cwd(), 'test/srp/vectors.json');

/** What `record-vectors.ts` recorded. */
export const recordedVectors = (): Vectors => JSON.parse(readFileSync(VECTORS_FILE, 'utf8'));
