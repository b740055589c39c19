/** Packs the library, unpacks it as a stranger's dependency, and uses it from ES modules, CommonJS and TypeScript. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
// Inside the project, so that what the library depends on is found where it is installed already.
const SCRATCH = join(ROOT, '.packed');
const HOME = join(SCRATCH, 'node_modules/portcullis');

const ENTRIES = [
  'portcullis',
  'portcullis/errors',
  'portcullis/srp',
  'portcullis/verify',
  'portcullis/gates',
  'portcullis/provisioning',
  'portcullis/http',
  'portcullis/http/express',
  'portcullis/http/fastify',
  'portcullis/http/hono',
  'portcullis/http/koa',
  'portcullis/http/fetch',
  'portcullis/http/lambda',
  'portcullis/http/session',
  'portcullis/local',
];

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: SCRATCH, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function check(what: string, attempt: () => void): void {
  attempt();
  console.log(`packed: ${what}`);
}

rmSync(SCRATCH, { recursive: true, force: true });
mkdirSync(HOME, { recursive: true });
try {
  const [{ filename }] = JSON.parse(run('npm', 'pack', ROOT, '--json', '--ignore-scripts'));
  run('tar', 'xf', filename, '-C', HOME, '--strip-components', '1');
  writeFileSync(join(SCRATCH, 'package.json'), '{"type":"module"}');

  check('imported from an ES module', () => {
    for (const entry of ENTRIES)
      run(process.execPath, '--input-type=module', '-e', `await import('${entry}')`);
  });
  check('its classes keep their names', () => {
    const renamed = `Object.entries(errors).filter(([name, value]) => /^[A-Z]/.test(name) && value.name !== name)`;
    const script = `import * as errors from 'portcullis/errors'; console.log(${renamed}.length)`;
    const count = run(process.execPath, '--input-type=module', '-e', script).trim();
    if (count !== '0') throw new Error(`${count} error classes have another name in the build`);
  });
  check('required from CommonJS', () => {
    for (const entry of ENTRIES) run(process.execPath, '--input-type=commonjs', '-e', `require('${entry}')`);
  });
  check('the errors of one build are known to the other', () => {
    const entry = `'portcullis/errors'`;
    const script = `import { ConnectionError, PortcullisError } from ${entry};
      import { createRequire } from 'node:module';
      const required = createRequire(process.cwd() + '/x.js')(${entry});
      const error = new required.ConnectionError('TIMED_OUT', 'late', 'here');
      const mine = new ConnectionError('TIMED_OUT', 'late', 'here');
      console.log(required.ConnectionError !== ConnectionError, error instanceof ConnectionError,
        error instanceof PortcullisError, mine instanceof required.ConnectionError, mine instanceof required.TokenError)`;
    const known = run(process.execPath, '--input-type=module', '-e', script).trim();
    if (known !== 'true true true true false') throw new Error(`instanceof across the builds says ${known}`);
  });
  check('its command answers', () => {
    run(process.execPath, join(HOME, 'dist/esm/cli/main.js'), '--help');
  });
  check('its types accept what is right and refuse what is wrong', () => {
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
    };
    // Each is an application of its own: what one declares must not hold for the other. One of them uses Koa, whose
    // types do not fit those of its dependencies.
    for (const [consumer, skipLibCheck] of [
      ['consumer.ts', false],
      ['own-claims.ts', true],
    ] as const) {
      copyFileSync(join(ROOT, 'test/package', consumer), join(SCRATCH, consumer));
      const config = { compilerOptions: { ...compilerOptions, skipLibCheck }, files: [consumer] };
      writeFileSync(join(SCRATCH, 'tsconfig.json'), JSON.stringify(config));
      run(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', SCRATCH);
    }
  });
} finally {
  rmSync(SCRATCH, { recursive: true, force: true });
}
