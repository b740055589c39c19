import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SRC = resolve(__dirname, '../../src');

/** Which rooms a room may import from, besides itself, `errors` and `internal`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
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
  'user-pool': ['api', 'config', 'groups', 'pool-info', 'tokens', 'users', 'verify'],
  person: ['api', 'srp', 'tokens', 'user-pool', 'verify'],
  account: ['api', 'person'],
  'sign-in': ['account', 'api', 'config', 'person', 'srp', 'tokens'],
  pycognito: ['facade', 'groups', 'pool-info', 'users'],
  gates: ['api', 'config', 'verify'],
  provisioning: ['api', 'groups', 'user-pool'],
  http: ['config', 'tokens', 'verify'],
  local: ['config', 'srp', 'tokens'],
};

const SDK = '@aws-sdk/client-cognito-identity-provider';

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function importsOf(path: string): Import[] {
  const file = relative(SRC, path);
  const room = file.includes('/') ? (file.split('/')[0] as string) : 'facade';
  const statements = readFileSync(path, 'utf8').matchAll(
    /^(?:import|export)\s+(type\s)?[^;]*?from '([^']+)';/gm,
  );
  return [...statements].map(([, typeOnly, target]) => ({
    file,
    room,
    target: target as string,
    typeOnly: typeOnly !== undefined,
  }));
}

const imports = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .flatMap(name => importsOf(join(SRC, name)));

const roomOf = ({ file, target }: Import): string | undefined => {
  if (!target.startsWith('.')) return undefined;
  const path = relative(SRC, resolve(SRC, dirname(file), target));
  return path.includes('/') ? path.split('/')[0] : 'facade';
};

test('every room imports only from the rooms it may', () => {
  const strangers = imports
    .filter(({ room }) => room in MAY_IMPORT)
    .filter(statement => {
      const from = roomOf(statement);
      const allowed = [statement.room, 'errors', 'internal', ...(MAY_IMPORT[statement.room] ?? [])];
      return from !== undefined && !allowed.includes(from);
    })
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(strangers).toEqual([]);
});

test('every room is in the table', () => {
  const rooms = new Set(imports.map(({ room }) => room));
  for (const known of [...Object.keys(MAY_IMPORT), 'facade', 'cli']) rooms.delete(known);
  expect([...rooms]).toEqual([]);
});

test('only the room that calls Cognito loads the AWS SDK', () => {
  const loaders = imports
    .filter(({ target, typeOnly }) => target.startsWith(SDK) && !typeOnly)
    .map(({ room }) => room);
  expect([...new Set(loaders)].filter(room => room !== 'api')).toEqual([]);
});
