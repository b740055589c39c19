/**
 * Packs the library, unpacks it as the dependency of a program, and uses it from ES modules, CommonJS and TypeScript,
 * and in the test runners that are at hand. `installed.ts` installs it in a project with others.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { administerBundled, bundledWithoutNode, signInBundled, verifyBundled } from './bundled.js';
import { ENTRIES, ROOT } from './entries.js';
import { runJest, runNodeTest } from './runners.js';

// Inside the project, so that what the library depends on is found where it is installed already.
const SCRATCH = join(ROOT, '.packed');
const HOME = join(SCRATCH, 'node_modules/portcullis');

const MOST_BYTES = 7e6;

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: SCRATCH, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

async function check(what: string, attempt: () => void | Promise<void>): Promise<void> {
  await attempt();
  console.log(`packed: ${what}`);
}

rmSync(SCRATCH, { recursive: true, force: true });
mkdirSync(HOME, { recursive: true });
try {
  const [{ filename, unpackedSize }] = JSON.parse(run('npm', 'pack', ROOT, '--json', '--ignore-scripts'));
  run('tar', 'xf', filename, '-C', HOME, '--strip-components', '1');
  writeFileSync(join(SCRATCH, 'package.json'), '{"type":"module"}');

  const tarball = join(SCRATCH, filename);
  const tool = (name: string, ...args: string[]): void => {
    run(join(ROOT, 'node_modules/.bin', name), ...args);
  };
  await check('as publint wants it', () => tool('publint', 'run', tarball, '--strict'));
  await check('with types that fit both formats', () => tool('attw', tarball, '--profile', 'node16'));
  await check(`under ${MOST_BYTES / 1e6} MB`, () => {
    if (unpackedSize > MOST_BYTES) throw new Error(`its files are ${unpackedSize / 1e6} MB`);
  });
  await check('imported from an ES module', () => {
    for (const entry of ENTRIES)
      run(process.execPath, '--input-type=module', '-e', `await import('${entry}')`);
  });
  await check('its classes keep their names', () => {
    const renamed = `Object.entries(errors).filter(([name, value]) => /^[A-Z]/.test(name) && value.name !== name)`;
    const script = `import * as errors from 'portcullis/errors'; console.log(${renamed}.length)`;
    const count = run(process.execPath, '--input-type=module', '-e', script).trim();
    if (count !== '0') throw new Error(`${count} error classes have another name in the build`);
  });
  await check('required from CommonJS', () => {
    for (const entry of ENTRIES) run(process.execPath, '--input-type=commonjs', '-e', `require('${entry}')`);
  });
  await check('the errors of one build are known to the other', () => {
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
  await check('used in tests under Jest', () => runJest(SCRATCH, ROOT));
  await check('used in tests under node:test', () => runNodeTest(SCRATCH));
  copyFileSync(join(ROOT, 'test/package/lambda-sign-in.ts'), join(SCRATCH, 'lambda-sign-in.ts'));
  await check('bundled, with a sign-in that evaluates no module of the AWS SDK', () =>
    signInBundled(SCRATCH),
  );
  await check('bundled, with a verifier that brings jose only where there is no node:crypto', () =>
    verifyBundled(SCRATCH),
  );
  await check('bundled for runtimes without Node', () => bundledWithoutNode(SCRATCH));
  await check('bundled, with operations of administrators', () => administerBundled(SCRATCH));
  await check('its command answers', () => {
    run(process.execPath, join(HOME, 'dist/esm/cli/main.js'), '--help');
  });
  await check('its types accept what is right and refuse what is wrong', () => {
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
    for (const [consumer, skipLibCheck, more] of [
      ['consumer.ts', false],
      ['lambda-handlers.ts', false],
      ['own-claims.ts', true],
      // The AWS SDK's types name what only Node has.
      ['browser-app.ts', true, { lib: ['es2022', 'dom'], types: [] }],
    ] as const) {
      copyFileSync(join(ROOT, 'test/package', consumer), join(SCRATCH, consumer));
      const config = { compilerOptions: { ...compilerOptions, skipLibCheck, ...more }, files: [consumer] };
      writeFileSync(join(SCRATCH, 'tsconfig.json'), JSON.stringify(config));
      run(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', SCRATCH);
    }
  });
} finally {
  rmSync(SCRATCH, { recursive: true, force: true });
}
