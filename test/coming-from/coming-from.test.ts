import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import * as errors from 'portcullis/errors';
import { operations } from '../../src/local/operations/index.js';
import { credentials } from '../helpers/managers.js';
import { closeAfterEach, PASSWORD } from '../helpers/pool.js';
import { outcomes } from './outcomes/index.js';
import { pageOf, type Row } from './page.js';
import { publicNames } from './public-names.js';
import { runProgram } from './run-program.js';
import { openScene } from './scene.js';

closeAfterEach();

// A program of an administrator finds its credentials as the AWS SDK does.
process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;

const libraries = readdirSync(resolve(__dirname, '../../docs/coming-from')).map(file =>
  file.replace('.md', ''),
);
const rows = libraries.flatMap(library => pageOf(library).rows);

test.each(libraries)('the table on %s has every public name, and no other', library => {
  const named = new Set(pageOf(library).rows.flatMap(({ theirs }: Row) => theirs));
  const theirs = publicNames(library);
  expect(theirs.length).toBeGreaterThan(10);
  expect({
    missing: theirs.filter(name => !named.has(name)),
    unknown: [...named].filter(name => !theirs.includes(name)),
  }).toEqual({ missing: [], unknown: [] });
});

const isError = (name: string) => /^[A-Z]\w+Error$/.test(name);
const ours = [...new Set(rows.flatMap(row => row.ours))].filter(name => !isError(name));

test.each(ours)('%s does what the tables say', async name => {
  const outcome = outcomes[name];
  if (!outcome) throw new Error(`nothing here calls ${name}`);
  expect(String(outcome)).toContain(name.split('.').at(-1)?.replace('new ', ''));
  await outcome(await openScene());
});

test('every error of the tables is one of ours', () => {
  const named = new Set(rows.flatMap(row => row.ours).filter(isError));
  expect(named.size).toBeGreaterThan(10);
  expect([...named].filter(name => !(name in errors))).toEqual([]);
});

test('the operations that the tables call the same are those that the local pool serves', () => {
  const served = operations.map(({ name }) => name as string);
  const same = rows.filter(({ isSame }) => isSame).flatMap(({ theirs }) => theirs);
  expect(same.length).toBeGreaterThan(60);
  expect(same.filter(name => !served.includes(name))).toEqual([]);
  const others = rows.filter(({ isSame }) => !isSame).flatMap(({ theirs }) => theirs);
  expect(others.filter(name => served.includes(name))).toEqual([]);
});

test.each(libraries)('the program on the page on %s prints what the page says', async library => {
  const { program, prints } = pageOf(library);
  const { pool } = await openScene();
  const env = {
    USER_POOL_ID: pool.userPoolId,
    CLIENT_ID: 'app',
    COGNITO_ENDPOINT: pool.endpoint,
    GATES_URL: pool.gatesUrl,
    PASSWORD,
  };
  expect(await runProgram(program, env)).toBe(prints);
});
