/** Bundles a Lambda function as programs are bundled, and runs it against a local pool. */
import { execFileSync, type StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import webpack from 'webpack';
import { ROOT } from './entries.js';

/** Without the paths of the project around it, which lead to `src`. */
const OF_A_PROGRAM = { tsconfigRaw: {}, logLevel: 'error' } as const;
const FUNCTION = 'lambda-sign-in.ts';
const SDK = /node_modules\/(@aws-sdk|@smithy)\/.*\.js$/;
const THROWING = join(ROOT, 'test/package/throwing.cjs');
const EVALUATED = 'an AWS SDK module was evaluated';

const throwing: Plugin = {
  name: 'throwing',
  setup: ({ onLoad }) =>
    onLoad({ filter: SDK }, ({ path }) => ({
      contents: `throw new Error('${EVALUATED}');\n${readFileSync(path, 'utf8')}`,
    })),
};

/** @param folder Has the function and, in `node_modules`, the library. */
async function byEsbuild(folder: string, outfile: string, options: BuildOptions): Promise<string> {
  await build({
    absWorkingDir: folder,
    entryPoints: [FUNCTION],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile,
    ...OF_A_PROGRAM,
    ...options,
  });
  return join(folder, outfile);
}

/** Webpack reads JavaScript. */
async function byWebpack(folder: string, name: string, library: 'module' | 'commonjs2'): Promise<string> {
  const entry = await byEsbuild(folder, 'function.mjs', { packages: 'external', format: 'esm' });
  const compiler = webpack({
    mode: 'production',
    target: 'node20',
    context: folder,
    entry,
    module: { rules: [{ test: SDK, use: THROWING }] },
    experiments: { outputModule: library === 'module' },
    output: { path: folder, filename: name, library: { type: library } },
  });
  await new Promise<void>((resolve, reject) => {
    compiler?.run((error, stats) => {
      if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString('errors-only')));
      else resolve();
    });
  });
  return join(folder, name);
}

/** What a function of the bundle returns, or the message that it rejects with. */
function outcome(folder: string, bundle: string, name: string): string {
  const script = `
    import { createRequire } from 'node:module';
    import { startLocalPool } from 'portcullis/local';
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const ada = { username: 'ada', password: 'Correct-Horse-9', status: 'CONFIRMED', attributes: { email: 'ada@example.com' } };
    const { userPoolId, endpoint, close } = await startLocalPool({ seed: { clients: [{ clientId: 'app' }], users: [ada] } });
    const path = ${JSON.stringify(bundle)};
    const bundle = path.endsWith('.cjs') ? createRequire(path)(path) : await import(path);
    const event = { userPoolId, clientId: 'app', endpoint };
    console.log(await bundle.${name}(event).catch(error => error.message));
    await close();`;
  const args = ['--input-type=module', '-e', script];
  const stdio: StdioOptions = ['ignore', 'pipe', 'inherit'];
  return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio }).trim();
}

/** Bundles in which the modules of the AWS SDK throw when they are evaluated. */
const BUNDLES = {
  'esbuild, ES module': folder => byEsbuild(folder, 'esbuild.mjs', { format: 'esm', plugins: [throwing] }),
  'esbuild, CommonJS': folder => byEsbuild(folder, 'esbuild.cjs', { format: 'cjs', plugins: [throwing] }),
  'webpack, ES module': folder => byWebpack(folder, 'webpack.mjs', 'module'),
  'webpack, CommonJS': folder => byWebpack(folder, 'webpack.cjs', 'commonjs2'),
} satisfies Readonly<Record<string, (folder: string) => Promise<string>>>;

/** @throws {Error} when a sign-in in a bundle fails, or evaluates the AWS SDK. */
export async function signInBundled(folder: string): Promise<void> {
  for (const [name, bundle] of Object.entries(BUNDLES)) {
    const path = await bundle(folder);
    expect(name, outcome(folder, path, 'signIn'), 'ada ada@example.com');
    // Otherwise the bundle would show nothing about the sign-in.
    expect(name, outcome(folder, path, 'administer'), EVALUATED);
  }
}

/** The options that `docs/connecting.md` gives for operations of administrators. @throws {Error} when they fail. */
export async function administerBundled(folder: string): Promise<void> {
  const mainFields = ['module', 'main'];
  const path = await byEsbuild(folder, 'administer.mjs', { format: 'esm', mainFields });
  expect('esbuild with main fields', outcome(folder, path, 'administer'), 'ada');
}

/** @throws {Error} when a verifier brings jose into a bundle for Node, or lacks it in one for a browser. */
export async function verifyBundled(folder: string): Promise<void> {
  for (const platform of ['node', 'browser'] as const) {
    const { metafile } = await build({
      stdin: { contents: `export { TokenVerifier } from 'portcullis/verify'`, resolveDir: folder },
      bundle: true,
      format: 'esm',
      platform,
      metafile: true,
      write: false,
      ...OF_A_PROGRAM,
    });
    const withJose = Object.keys(metafile.inputs).some(path => path.includes('node_modules/jose/'));
    expect(
      `esbuild for ${platform}`,
      withJose ? 'jose' : 'no jose',
      platform === 'node' ? 'no jose' : 'jose',
    );
  }
}

/** @throws {Error} when an entry that runs without Node needs a module of Node, such as one in the client's chunk. */
export async function bundledWithoutNode(folder: string): Promise<void> {
  const entries = ['errors', 'verify', 'http/fetch', 'http/hono', 'web'];
  const contents = entries.map(entry => `import * as ${entry.replace('/', '_')} from 'portcullis/${entry}';`);
  const used = `console.log(${entries.map(entry => entry.replace('/', '_')).join()});`;
  await build({
    stdin: { contents: [...contents, used].join('\n'), resolveDir: folder },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    ...OF_A_PROGRAM,
  });
}

function expect(bundle: string, actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`${bundle}: ${actual}, not ${expected}`);
}
