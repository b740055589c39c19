import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { OracleDeviceSecret, OracleExchange } from './oracle.js';

export interface OracleQuestions {
  /** Private values a, in hexadecimal. */
  readonly srpA?: readonly string[];
  readonly signatures?: readonly OracleExchange[];
  /** Pairs of a device group key and a device key. */
  readonly deviceSecrets?: readonly (readonly [string, string])[];
}

export interface OracleAnswers {
  readonly srpA: readonly string[];
  readonly signatures: readonly string[];
  readonly deviceSecrets: readonly OracleDeviceSecret[];
}

/**
 * What amazon-cognito-identity-js computes. It runs in a process of its own because its arithmetic takes fifty times
 * as long in Jest's sandbox on Node 22 and later.
 */
export function askOracle(questions: OracleQuestions): OracleAnswers {
  const oracle = resolve(__dirname, 'oracle-process.ts');
  const input = JSON.stringify(questions);
  const output = execFileSync(process.execPath, ['--import', 'tsx', oracle], { input, maxBuffer: 2 ** 26 });
  return JSON.parse(output.toString());
}
