import { Argument, InvalidArgumentError, Option } from 'commander';
import { type NounSpec, type Run, yes } from '../frame/spec.js';
import { exportOf, importOf } from './bulk.js';
import { attributeOption, limitOption } from './options.js';

type Verb = keyof typeof import('../commands/users.js');

const load = (verb: Verb) => async (): Promise<Run> => (await import('../commands/users.js'))[verb];

const who = () => new Argument('<username>', 'a username, an alias or a sub');

const filterOption = () =>
  new Option(
    '--filter <comparison>',
    'such as email=ada@example.com, or username^=a for a beginning',
  ).argParser(text => {
    const [, attribute, operator, value] = /^([\w:-]+)(\^?=)(.+)$/s.exec(text) ?? [];
    if (value === undefined)
      throw new InvalidArgumentError('It is written like email=ada@example.com or email^=ada.');
    return { attribute, operator, value };
  });

const simple = (
  name: Exclude<Verb, 'setPassword'>,
  summary: string,
  example: string,
): NounSpec['verbs'][number] => ({
  name,
  summary,
  arguments: [who()],
  examples: [[`portcullis users ${name} ada`, example]],
  load: load(name),
});

export const users: NounSpec = {
  name: 'users',
  summary: 'the users of a pool, with AWS credentials',
  verbs: [
    {
      name: 'list',
      summary: 'list the users',
      options: [filterOption(), limitOption()],
      examples: [
        ['portcullis users list', 'everyone'],
        ['portcullis users list --filter email^=ada --json', 'those whose e-mail begins with ada, as JSON'],
        ['portcullis users list | cut -f1', 'the usernames'],
      ],
      load: load('list'),
    },
    simple('get', 'show a user with their attributes and second factors', 'all of ada'),
    {
      name: 'create',
      summary: 'create a user, who is invited with a temporary password',
      arguments: [new Argument('<username>', 'an e-mail address or phone number in pools that use those')],
      options: [
        attributeOption(),
        new Option('--invite <medium>', 'how the invitation goes out').choices(['email', 'sms', 'none']),
        new Option('--password-stdin', 'read a password from stdin that stays, with no invitation'),
      ],
      examples: [
        ['portcullis users create ada --attribute email=ada@example.com --invite email', 'invite by e-mail'],
        ['portcullis users create ada --password-stdin < password.txt', 'a user who may sign in at once'],
      ],
      load: load('create'),
    },
    {
      name: 'set-password',
      summary: 'set a password: asked for, or read from stdin',
      arguments: [who()],
      options: [
        new Option('--temporary', 'the user replaces it at the next sign-in'),
        new Option('--password-stdin', 'read it from stdin'),
      ],
      examples: [
        ['portcullis users set-password ada', 'asks for it'],
        ['portcullis users set-password ada --temporary --password-stdin < password.txt', 'for scripts'],
      ],
      load: load('setPassword'),
    },
    simple('enable', 'let a user sign in again', 'ada may sign in'),
    simple('disable', "stop a user's tokens and refuse their sign-ins", 'ada may not sign in'),
    {
      ...simple(
        'reset',
        'end a password and send the user a code for choosing another',
        'with a question before',
      ),
      options: [yes()],
    },
    { ...simple('delete', 'delete a user for good', 'with a question before'), options: [yes()] },
    importOf('import', 'users import'),
    exportOf('export', 'users export'),
  ],
};
