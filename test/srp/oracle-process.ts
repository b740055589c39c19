/** Answers the questions on stdin, for `ask-oracle.ts`: a process of its own, outside the test runner's sandbox. */
import { readFileSync } from 'node:fs';
import type { OracleAnswers, OracleQuestions } from './ask-oracle.js';
import { createOracle } from './oracle.js';

const questions: OracleQuestions = JSON.parse(readFileSync(0, 'utf8'));
const oracle = createOracle();
const answers: OracleAnswers = {
  srpA: (questions.srpA ?? []).map(oracle.srpA),
  signatures: (questions.signatures ?? []).map(oracle.signature),
  deviceSecrets: (questions.deviceSecrets ?? []).map(([groupKey, key]) => oracle.deviceSecret(groupKey, key)),
};
process.stdout.write(JSON.stringify(answers));
