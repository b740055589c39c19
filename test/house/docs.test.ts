import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Cognito } from 'portcullis';
import { shapes } from '../helpers/command-shapes.js';
import { describedCommands, withCommandReference } from './command-page.js';
import { errorsPage } from './error-table.js';
import { withMemberTable } from './member-table.js';
import { withOperationTable } from './operation-table.js';
import { withRoomDrawing } from './room-drawing.js';
import { withRuntimeTable } from './runtime-table.js';
import { seedJsonSchema, withSeedReference } from './seed-schema.js';

const ROOT = resolve(__dirname, '../..');
const SCRATCH = join(ROOT, '.docs-check');

const files = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .map(name => join(folder, name));

/** The TypeScript blocks of a page, or of a source file's doc comments. */
function blocksOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const prose = file.endsWith('.md') ? text : text.replace(/^ *\* ?/gm, '');
  return [...prose.matchAll(/^```ts(?: run)?\n([\s\S]*?)^```/gm)].map(([, code]) => code as string);
}

const pages = ['README.md', ...files('docs', '.md'), ...files('src', '.ts')];

afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

/** What browsers have, and the types of Node lack. */
const BROWSER = `declare const localStorage, sessionStorage: import('portcullis/web').WebStorage;\n`;

/** What tsc says of these blocks, by the names of their files. Nothing when all is well. */
async function problemsOf(folder: string, blocks: ReadonlyMap<string, string>): Promise<string> {
  const scratch = join(SCRATCH, folder);
  mkdirSync(scratch, { recursive: true });
  for (const [name, code] of blocks) writeFileSync(join(scratch, name), code);
  writeFileSync(join(scratch, 'browser.d.ts'), BROWSER);
  const compilerOptions = { noUnusedLocals: false };
  const config = { extends: '../../tsconfig.json', compilerOptions, include: ['*.ts'] };
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', scratch]).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
}

test('every TypeScript block of the README, the guides and the doc comments type-checks', async () => {
  rmSync(SCRATCH, { recursive: true, force: true });
  const blocks = new Map<string, string>();
  for (const page of pages)
    for (const [index, code] of blocksOf(page).entries()) {
      const name = `${page.replaceAll(/[^\w]+/g, '_')}_${index + 1}.ts`;
      blocks.set(name, `// ${page}, block ${index + 1}\n${code}\nexport {};\n`);
    }
  // What a block declares for a whole application must not hold for the others.
  for (const [name, code] of blocks)
    if (code.includes('declare module')) {
      expect(await problemsOf(name, new Map([[name, code]]))).toBe('');
      blocks.delete(name);
    }
  expect(await problemsOf('together', blocks)).toBe('');
  expect(blocks.size).toBeGreaterThan(5);
});

test('the JSON Schema of a seed is what the code says', () => {
  expect(readFileSync(join(ROOT, 'docs/seed.schema.json'), 'utf8')).toBe(seedJsonSchema());
});

test('the page of errors is what the code says', () => {
  expect(readFileSync(join(ROOT, 'docs/errors.md'), 'utf8')).toBe(errorsPage());
});

test.each([
  ['local-pool-serves.md', withOperationTable],
  ['local-pool-serves.md', withMemberTable],
  ['local-pool.md', withSeedReference],
  ['runtimes.md', withRuntimeTable],
  ['command.md', withCommandReference],
  ['house.md', withRoomDrawing],
] as const)('the table in %s is what the code says', async (name, withTable) => {
  const page = readFileSync(join(ROOT, 'docs', name), 'utf8');
  expect(page).toBe(await withTable(page));
});

test('every member of Cognito is in a guide', () => {
  const guides = files('docs', '.md').map(page => readFileSync(join(ROOT, page), 'utf8'));
  const words = new Set(guides.join(' ').match(/\w+/g));
  const members: string[] = [];
  for (let type = Cognito.prototype; type !== Object.prototype; type = Object.getPrototypeOf(type))
    members.push(...Object.getOwnPropertyNames(type));
  expect(members.length).toBeGreaterThan(40);
  expect(members.filter(name => name !== 'toJSON' && !words.has(name))).toEqual([]);
});

test('every command has an example, and those that print JSON a documented shape', async () => {
  const commands = await describedCommands();
  expect(commands.length).toBeGreaterThan(50);
  expect(commands.filter(({ spec }) => spec.examples.length === 0)).toEqual([]);
  const shaped = commands.filter(({ spec }) => !spec.plain).map(({ name }) => name);
  expect(shaped.sort()).toEqual(Object.keys(shapes).sort());
});

test('the JSON of every command is tried', () => {
  const tests = files('test/cli', '.test.ts').map(name => readFileSync(join(ROOT, name), 'utf8'));
  const tried = new Set(
    [...tests.join('').matchAll(/(?:json\(|Shapes\[)'([a-z -]+)'/g)].map(([, name]) => name),
  );
  expect(Object.keys(shapes).filter(name => !tried.has(name))).toEqual([]);
});
