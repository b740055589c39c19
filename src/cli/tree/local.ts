import { Argument, InvalidArgumentError, Option } from 'commander';
import { type CommandSpec, type NounSpec, type Run, yes } from '../frame/spec.js';
import { attributeOption } from './options.js';

type Verb = keyof typeof import('../commands/local-pool.js');

const load = (name: Verb) => async (): Promise<Run> => (await import('../commands/local-pool.js'))[name];

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function addUrl(text: string, others: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, arn, url] = /^(arn:[^=]+)=(.+)$/.exec(text) ?? [];
  if (arn === undefined || url === undefined)
    throw new InvalidArgumentError('It is an ARN, an equals sign and a URL.');
  return { ...others, [arn]: url };
}

const start: CommandSpec = {
  name: 'local',
  summary: 'run a Cognito-compatible user pool on this machine',
  settings: 'none',
  plain: true,
  options: [
    new Option('--port <number>', 'port to listen on; 0 takes a free one').argParser(parsePort).default(0),
    new Option(
      '--host <address>',
      'address to listen on; anything but loopback lets other machines in',
    ).default('127.0.0.1'),
    new Option('--seed <file>', 'JSON file with the pool, its app clients, groups and users'),
    new Option('--data <directory>', 'keep the state there; what it holds already counts before the seed'),
    new Option('--issuer <url>', 'issuer of the tokens, where it should not be {endpoint}/{userPoolId}'),
    new Option('--strict', 'refuse what the pool would keep without acting on it'),
    new Option('--lambda-endpoint <url>', 'where the functions of LambdaConfig are invoked, by name'),
    new Option('--lambda-url <arn=url>', 'where one of them is; may be repeated').argParser(addUrl),
    new Option('--triggers <file>', 'module whose exports are triggers; loaded again when it changes'),
    new Option('--no-console', 'without the pages for people at /_local/'),
    new Option('--console-host <names...>', 'names of this machine under which browsers may open them, too'),
    new Option('--quiet', 'no line per request'),
    new Option('--verbose', 'what each request says and is answered, without secrets').conflicts('quiet'),
  ],
  examples: [
    ['portcullis local', 'an empty pool, until Ctrl-C'],
    ['portcullis local --port 9229 --seed pool.json --quiet', 'for tests'],
  ],
  load: async () => (await import('../commands/local.js')).local,
};

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

function parseTime(text: string): number {
  const [, count = '', unit = 's'] = /^(\d+)([smhd])?$/.exec(text) ?? [];
  if (count === '') throw new InvalidArgumentError('It is written like 90s, 15m, 1h or 30d.');
  return Number(count) * (UNITS[unit] ?? 1);
}

const passwordStdin = () =>
  new Option('--password-stdin', 'read the password from stdin, not from PORTCULLIS_PASSWORD');

export const local: NounSpec = {
  name: 'local',
  summary: 'a Cognito-compatible user pool on this machine',
  alone: start,
  verbs: [
    {
      name: 'users',
      summary: 'the users of the local pool',
      verbs: [
        {
          name: 'add',
          summary: 'add a user who may sign in at once',
          arguments: [new Argument('<username>', 'their name')],
          options: [
            attributeOption(),
            new Option('--group <names...>', 'groups to add them to'),
            passwordStdin(),
          ],
          examples: [
            ['portcullis local users add ada --attribute email=ada@example.com', 'asks for a password'],
          ],
          load: load('addUser'),
        },
      ],
    },
    {
      name: 'messages',
      summary: 'show the SMS and e-mails that the pool would have sent',
      options: [
        new Option('--follow', 'go on showing them as they come; with --json, one JSON object a line'),
        new Option('--to <username>', 'only those to this user'),
      ],
      examples: [
        ['portcullis local messages --follow', 'beside a sign-up'],
        ['portcullis local messages --to ada --json | jq -r .[-1].code', 'the last code'],
      ],
      load: load('messages'),
    },
    {
      name: 'token',
      summary: "print an access token of a user; codes are taken from the pool's messages",
      arguments: [new Argument('<username>', 'whose')],
      options: [new Option('--id', 'the id token'), passwordStdin()],
      examples: [['PORTCULLIS_PASSWORD=Correct-Horse-9 portcullis local token ada', 'for a test']],
      load: load('token'),
    },
    {
      name: 'clock',
      summary: "show the pool's time, or move it on",
      options: [new Option('--advance <time>', 'such as 90s, 15m, 1h or 30d').argParser(parseTime)],
      examples: [['portcullis local clock --advance 1h', 'tokens of an hour have expired now']],
      load: load('clock'),
    },
    {
      name: 'reset',
      summary: 'put the local pool back to its seed, as when it was started; its clock as well',
      options: [yes()],
      examples: [['portcullis local reset --yes', 'between tests']],
      load: load('reset'),
    },
  ],
};
