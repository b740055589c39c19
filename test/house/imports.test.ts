import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Import, imports } from './imports-of.js';

type Rules = Readonly<Record<string, readonly string[]>>;

/** Which rooms a room may import from, besides itself, `errors` and `internal`. */
const MAY_IMPORT: Rules = {
  errors: [],
  internal: [],
  config: [],
  srp: [],
  tokens: [],
  stores: ['config', 'tokens'],
  api: ['config'],
  verify: ['config', 'tokens'],
  users: ['api'],
  groups: ['api', 'config', 'tokens', 'users', 'verify'],
  'pool-info': ['api', 'config'],
  person: ['api', 'srp', 'tokens'],
  'user-pool': ['api', 'config', 'groups', 'person', 'pool-info', 'srp', 'tokens', 'users', 'verify'],
  account: ['api', 'person', 'tokens'],
  'sign-in': ['account', 'api', 'config', 'person', 'srp', 'tokens'],
  web: ['account', 'api', 'config', 'person', 'sign-in', 'srp', 'stores', 'tokens', 'verify'],
  pycognito: ['top', 'groups', 'pool-info', 'users'],
  gates: ['api', 'config', 'verify'],
  provisioning: ['api', 'groups', 'user-pool'],
  http: ['config', 'tokens', 'verify'],
  local: ['config', 'srp', 'tokens'],
  codemods: [],
};

/** The same for the folders of the local pool, whose `internal` is its own. What lies at its top may import them all. */
const MAY_IMPORT_IN_LOCAL: Rules = {
  internal: [],
  members: [],
  state: ['members'],
  triggers: ['state'],
  pool: ['state', 'triggers'],
  account: ['state', 'triggers', 'pool'],
  'sign-in': ['state', 'triggers', 'pool', 'account'],
  imports: ['members', 'state', 'pool', 'account', 'sign-in'],
  operations: ['members', 'state', 'triggers', 'pool', 'account', 'sign-in', 'imports'],
  seed: ['members', 'state', 'pool'],
  data: ['state', 'pool'],
  controls: ['state', 'triggers', 'pool', 'sign-in', 'seed'],
  gates: ['state', 'pool', 'operations'],
  console: ['state', 'pool'],
  http: ['members', 'pool', 'sign-in', 'imports', 'operations', 'seed', 'controls', 'gates', 'console'],
};

const SDK = '@aws-sdk/client-cognito-identity-provider';

/** The folder at `depth` of a file's path; `top` for a file that lies beside the folders. */
const folderOf = (file: string, depth = 0): string => {
  const steps = file.split('/');
  return steps.length > depth + 1 ? (steps[depth] ?? '') : 'top';
};

interface Crossing extends Import {
  readonly from: string;
  readonly to: string;
}

const within = (room: string) => (file: string) => file.startsWith(room === '' ? '' : `${room}/`);

/** The imports that lead from one folder of `room` to another; of the rooms of `src/` where it is empty. */
function crossingsIn(room: string): Crossing[] {
  const depth = room === '' ? 0 : 1;
  const isInside = within(room);
  return imports.flatMap(statement => {
    const { file, imported } = statement;
    if (imported === undefined || !isInside(file) || !isInside(imported)) return [];
    const [from, to] = [folderOf(file, depth), folderOf(imported, depth)];
    return from === to ? [] : [{ ...statement, from, to }];
  });
}

const forbidden = (crossings: readonly Crossing[], rules: Rules, everywhere: readonly string[]): string[] =>
  crossings
    .filter(({ from, to }) => from in rules && ![...everywhere, ...(rules[from] ?? [])].includes(to))
    .map(({ file, target }) => `${file} imports ${target}`);

test('every room imports only from the rooms it may', () => {
  expect(forbidden(crossingsIn(''), MAY_IMPORT, ['errors', 'internal'])).toEqual([]);
});

test('every folder of the local pool imports only from the folders it may', () => {
  expect(forbidden(crossingsIn('local'), MAY_IMPORT_IN_LOCAL, ['internal'])).toEqual([]);
});

test('each folder of the local pool is in the table after those that it imports, so there is no circle', () => {
  const order = Object.keys(MAY_IMPORT_IN_LOCAL);
  const early = Object.entries(MAY_IMPORT_IN_LOCAL).filter(([folder, allowed]) =>
    allowed.some(other => !(order.indexOf(other) >= 0 && order.indexOf(other) < order.indexOf(folder))),
  );
  expect(early).toEqual([]);
});

test('no folder may import what none of its files does', () => {
  const used = new Set(crossingsIn('local').map(({ from, to }) => `${from} imports ${to}`));
  const allowed = Object.entries(MAY_IMPORT_IN_LOCAL).flatMap(([from, names]) =>
    names.map(to => `${from} imports ${to}`),
  );
  expect(allowed.filter(pair => !used.has(pair))).toEqual([]);
});

test('every room is in the table, and every folder of the local pool in its own', () => {
  const rooms = new Set(imports.map(({ file }) => folderOf(file)));
  for (const known of [...Object.keys(MAY_IMPORT), 'top', 'cli']) rooms.delete(known);
  expect([...rooms]).toEqual([]);
  const folders = new Set(
    imports
      .map(({ file }) => file)
      .filter(within('local'))
      .map(file => folderOf(file, 1)),
  );
  expect([...folders].sort()).toEqual([...Object.keys(MAY_IMPORT_IN_LOCAL), 'top'].sort());
});

test('CONTRIBUTING.md says what is held here', () => {
  const page = readFileSync(resolve(__dirname, '../../CONTRIBUTING.md'), 'utf8');
  const tableOf = (folders: RegExp): Rules =>
    Object.fromEntries(
      [...page.matchAll(folders)].map(([, folder, names = '']) => [
        folder,
        names === '–' ? [] : names.replace('the facade', 'top').split(', '),
      ]),
    );
  const sorted = (rules: Rules): Rules =>
    Object.fromEntries(Object.entries(rules).map(([folder, names]) => [folder, [...names].sort()]));
  const { cli: _, ...rooms } = tableOf(/^\| `([\w-]+)\/` \| .* \| (.*) \|$/gm);
  expect(sorted(rooms)).toEqual(sorted(MAY_IMPORT));
  expect(tableOf(/^\| `local\/([\w-]+)\/` \| .* \| (.*) \|$/gm)).toEqual(MAY_IMPORT_IN_LOCAL);
});

test('only one file loads the AWS SDK', () => {
  const loaders = imports.filter(({ target, typeOnly }) => target.startsWith(SDK) && !typeOnly);
  expect(loaders.map(({ file }) => file)).toEqual(['api/sdk-transport.ts']);
});
