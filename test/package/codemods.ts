import { execSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './entries.js';

/** A line of a program, and what is in its place afterwards. */
const LINES = {
  'amazon-cognito-identity-js': [
    "import { CognitoUser } from 'amazon-cognito-identity-js';\nexport const of = Pool => new CognitoUser({ Username: 'ada', Pool });\n",
    'new Cognito({ pool: Pool, username:',
  ],
  amplify: [
    "import { signOut } from 'aws-amplify/auth';\nexport const leave = () => signOut();\n",
    'export const leave = () => cognito.revoke();',
  ],
} as const;

/** Runs the codemods as their pages say, in a project that has the package. */
export function runCodemods(project: string): void {
  for (const [name, [before, after]] of Object.entries(LINES)) {
    const page = readFileSync(join(ROOT, `docs/coming-from/${name}.md`), 'utf8');
    const [, command = ''] = /^```sh\n(npx jscodeshift .*)\n```$/m.exec(page) ?? [];
    mkdirSync(join(project, 'src'), { recursive: true });
    const program = join(project, 'src/program.js');
    writeFileSync(program, before);
    const said = execSync(command, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const text = readFileSync(program, 'utf8');
    if (!text.includes(after)) throw new Error(`${command} left\n${text}\nand said\n${said}`);
  }
}
