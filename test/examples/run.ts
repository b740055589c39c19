/**
 * Runs the examples, each as a reader does, and compares what each prints with its `output.txt`, where `…` stands for what
 * differs from run to run.
 *
 * `npm run examples`, or `npm run examples -- lambda worker` for some.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startIamServer } from '../helpers/iam-server.js';
import { ROOT } from '../package/entries.js';
import { runTests } from './tests.js';

const FOLDER = join(ROOT, 'examples');

const pathIn = (example: string, file: string): string => join(FOLDER, example, file);

/** What an example prints. @throws where it fails. */
async function printedBy(example: string, env: NodeJS.ProcessEnv): Promise<string> {
  const program = ['main.ts', `${example}.ts`].find(file => existsSync(pathIn(example, file))) ?? '';
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  const options = { cwd: ROOT, env, timeout: 300_000 };
  return (await promisify(execFile)(process.execPath, [tsx, pathIn(example, program)], options)).stdout;
}

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function assertPrints(example: string, printed: string): void {
  const expected = readFileSync(pathIn(example, 'output.txt'), 'utf8');
  const pattern = expected.split('…').map(literally).join('.+');
  if (!new RegExp(`^${pattern}$`).test(printed))
    throw new Error(`${example} printed\n${printed}\nand not, as its output.txt has it,\n${expected}`);
}

const iam = await startIamServer();
const env = {
  ...process.env,
  AWS_ACCESS_KEY_ID: 'AKIDLOCAL',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'us-east-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_ENDPOINT_URL_IAM: iam.endpoint,
};

const programs = readdirSync(FOLDER).filter(example => existsSync(pathIn(example, 'output.txt')));
const all = [...programs, 'tests'];
const asked = process.argv.slice(2);
const unknown = asked.filter(example => !all.includes(example));
if (unknown.length > 0) throw new TypeError(`there is no ${unknown.join(', ')}; there are ${all.join(', ')}`);

for (const example of asked.length > 0 ? asked : all) {
  process.stdout.write(`\n== ${example}\n`);
  if (example === 'tests') runTests(pathIn('tests', ''));
  else {
    const printed = await printedBy(example, env);
    process.stdout.write(printed);
    assertPrints(example, printed);
  }
}
iam.close();
