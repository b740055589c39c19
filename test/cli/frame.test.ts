import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { inHome, json, run, shell, Terminal, withCommand } from '../helpers/command.js';

withCommand();

const POOL = 'eu-west-1_AbCdEf123';

describe('a mistake in the command line is named in two lines, with status 2', () => {
  test.each([
    [['usrs'], "unknown command 'usrs' (Did you mean users?)", 'portcullis --help'],
    [['users', 'lst'], "unknown command 'lst' (Did you mean list?)", 'portcullis users --help'],
    [
      ['users', 'list', '--filtr', 'x'],
      "unknown option '--filtr' (Did you mean --filter?)",
      'portcullis users list --help',
    ],
    [['users', 'get'], "missing required argument 'username'", 'portcullis users get --help'],
    [['users', 'list', '--limit', '0'], 'It is a whole number, at least 1.', 'portcullis users list --help'],
    [['users', 'list'], 'userPoolId is not known', 'portcullis config set userPoolId'],
    [['users', 'list', '--user-pool-id', 'x'], 'userPoolId must have the form', ''],
  ])('%j', async (args, what, advice) => {
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^portcullis: .*\n( {2}.*\n)?$/);
    expect(stderr).toContain(what);
    expect(stderr).toContain(advice);
  });

  test('and for a program in JSON', async () => {
    const { status, stderr } = await run(['users', 'list', '--json', '--user-pool-id', 'x']);
    expect(status).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      error: { message: expect.stringContaining('userPoolId'), code: 'INVALID_OPTION' },
    });
  });
});

test('--version and --help are no errors, and each command explains itself with examples', async () => {
  const { version } = JSON.parse(await readFile(`${__dirname}/../../package.json`, 'utf8'));
  expect(await run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  const help = await run(['users', 'create', '--help']);
  expect(help).toMatchObject({ status: 0, stderr: '' });
  expect(help.stdout).toContain('$ portcullis users create ada');
  expect((await run(['--help'])).stdout).toContain('2 misuse, 3 not signed in');
});

test('--debug shows where an error comes from', async () => {
  const { stderr } = await run(['users', 'list', '--user-pool-id', 'x', '--debug']);
  expect(stderr).toMatch(/\n\s+at /);
});

describe('settings', () => {
  test('a flag counts before the environment, that before the project file, that before the profile', async () => {
    await run(['config', 'set', 'userPoolId', POOL]);
    await run(['config', 'set', 'clientId', 'of-the-profile']);
    await run(['config', 'set', 'region', 'eu-west-1']);
    await mkdir(inHome('project/inner'), { recursive: true });
    await writeFile(
      inHome('project/portcullis.json'),
      '{"clientId":"of-the-project","endpoint":"http://127.0.0.1:1"}',
    );
    const environment = { PORTCULLIS_ENDPOINT: 'http://127.0.0.1:2', PORTCULLIS_CLIENT_SECRET: 'topsecret' };
    const shown = await json('config', ['--region', 'eu-west-3'], {
      folder: inHome('project/inner'),
      environment,
    });
    expect(shown).toMatchObject({
      profile: 'default',
      profiles: ['default'],
      projectFile: inHome('project/portcullis.json'),
    });
    expect(shown.settings).toEqual([
      { name: 'userPoolId', value: POOL, source: 'profile default' },
      {
        name: 'clientId',
        value: 'of-the-project',
        source: `project file ${inHome('project/portcullis.json')}`,
      },
      { name: 'clientSecret', value: null, source: 'environment PORTCULLIS_CLIENT_SECRET' },
      { name: 'region', value: 'eu-west-3', source: 'flag --region' },
      { name: 'endpoint', value: 'http://127.0.0.1:2', source: 'environment PORTCULLIS_ENDPOINT' },
    ]);
  });

  test('profiles are chosen by flag, by environment, and for good', async () => {
    expect(await json('config set', ['clientId', 'first'])).toEqual({
      profile: 'default',
      setting: 'clientId',
    });
    await run(['config', 'set', 'clientId', 'second', '--profile', 'work']);
    const clientOf = async (args: string[], environment = {}) =>
      (await json('config', args, { environment })).settings.map(({ value }) => value);
    expect(await clientOf([])).toEqual(['first']);
    expect(await clientOf(['--profile', 'work'])).toEqual(['second']);
    expect(await clientOf([], { PORTCULLIS_PROFILE: 'work' })).toEqual(['second']);
    expect(await json('config use', ['work'])).toEqual({ profile: 'work' });
    expect(await clientOf([])).toEqual(['second']);
    expect(await json('config unset', ['clientId'])).toEqual({ profile: 'work', setting: 'clientId' });
    expect(await clientOf([])).toEqual([]);
    expect(await run(['config', '--profile', 'wrok'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no profile wrok; there are: default, work, local'),
    });
  });

  test('a secret is read from stdin, kept for its owner alone, and never shown', async () => {
    await run(['config', 'set', 'clientSecret', '-'], { stdin: 'topsecret\n' });
    const path = inHome('config/portcullis/config.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path, 'utf8')).profiles.default).toEqual({ clientSecret: 'topsecret' });
    expect((await run(['config'])).stdout).toBe('clientSecret\t(secret)\tprofile default\n');
    const given = await run(['config', 'set', 'clientSecret', 'topsecret']);
    expect(given).toMatchObject({ status: 2, stderr: expect.stringContaining('others may see it') });
    expect(given.stderr).not.toContain('topsecret');
  });

  test('a secret at a terminal is asked for, and the screen does not show it', async () => {
    const terminal = new Terminal(['config', 'set', 'clientSecret']);
    await terminal.answers(/clientSecret:/, 'topsecret');
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen).not.toContain('topsecret');
  });

  test.each([
    ['{"clientSecret":"x"}', /a project's file is for everyone to read/],
    ['{"clientid":"x"}', /clientid is not a known key; allowed: userPoolId, clientId/],
    ['{"clientId":1}', /clientId must be a text/],
    ['{"clientSecret": hunter2}', /is not a JSON object/],
  ])('a project file with %s is refused, by name', async (content, problem) => {
    await writeFile(inHome('portcullis.json'), content);
    const { status, stderr } = await run(['config']);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(problem) });
    expect(stderr).not.toContain('hunter2');
  });
});

describe('completion', () => {
  test('bash completes nouns, verbs and flags', async () => {
    const complete = async (...words: string[]) => {
      const line = `source <(portcullis completion bash)
COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _portcullis; echo "\${COMPREPLY[@]}"`;
      return (await shell(line)).stdout.trim().split(' ');
    };
    expect(await complete('portcullis', 'us')).toEqual(['users']);
    expect(await complete('portcullis', 'users', 'set')).toEqual(['set-password']);
    expect(await complete('portcullis', 'users', 'list', '--f')).toEqual(['--filter']);
    expect(await complete('portcullis', 'completion', 'z')).toEqual(['zsh']);
  });

  test.each(['zsh', 'fish'])('%s gets a script that names every command', async name => {
    const { stdout } = await run(['completion', name]);
    for (const path of ['users list', 'config set']) expect(stdout).toContain(`"${path}"`);
  });
});
