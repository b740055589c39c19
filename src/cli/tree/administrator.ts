import { Argument, InvalidArgumentError, Option } from 'commander';
import { AUTH_FLOWS } from '../../internal/auth-flows.js';
import { GATES_ROLES } from '../../internal/gates-role.js';
import { type NounSpec, type Run, yes } from '../frame/spec.js';
import { limitOption } from './options.js';

type Groups = keyof typeof import('../commands/groups.js');
type Pool = keyof typeof import('../commands/pool.js');
type Gates = keyof typeof import('../commands/gates.js');

const groupsLoad = (name: Groups) => async (): Promise<Run> => (await import('../commands/groups.js'))[name];
const poolLoad = (name: Pool) => async (): Promise<Run> => (await import('../commands/pool.js'))[name];
const gatesLoad = (name: Gates) => async (): Promise<Run> => (await import('../commands/gates.js'))[name];

const group = () => new Argument('<group>', 'its name');
const member = () => new Argument('<username>', 'a username, an alias or a sub');

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a whole number, at least 0.');
  return Number(text);
}

const groupOptions = (): readonly Option[] => [
  new Option('--description <text>', 'what it is for'),
  new Option('--precedence <number>', 'the lowest counts where a user is in several').argParser(wholeNumber),
  new Option('--role-arn <arn>', 'the IAM role that members may take on'),
];

const groups: NounSpec = {
  name: 'groups',
  summary: 'the groups of a pool and their members, with AWS credentials',
  verbs: [
    {
      name: 'list',
      summary: 'list the groups, or those of a user',
      options: [new Option('--of <username>', 'only those that this user is in')],
      examples: [
        ['portcullis groups list', 'every group'],
        ['portcullis groups list --of ada --json', "ada's, as JSON"],
      ],
      load: groupsLoad('list'),
    },
    {
      name: 'create',
      summary: 'create a group',
      arguments: [group()],
      options: groupOptions(),
      examples: [['portcullis groups create admins --description "May do all" --precedence 1', 'a group']],
      load: groupsLoad('create'),
    },
    {
      name: 'update',
      summary: 'change what is named of a group',
      arguments: [group()],
      options: groupOptions(),
      examples: [['portcullis groups update admins --precedence 5', 'the precedence alone']],
      load: groupsLoad('update'),
    },
    {
      name: 'delete',
      summary: 'delete a group; its members stay users',
      arguments: [group()],
      options: [yes()],
      examples: [['portcullis groups delete admins', 'with a question before']],
      load: groupsLoad('delete'),
    },
    {
      name: 'members',
      summary: 'list the members of a group',
      arguments: [group()],
      options: [limitOption()],
      examples: [['portcullis groups members admins', 'who is in it']],
      load: groupsLoad('members'),
    },
    {
      name: 'add',
      summary: 'add a user to a group',
      arguments: [group(), member()],
      examples: [['portcullis groups add admins ada', 'a repetition changes nothing']],
      load: groupsLoad('add'),
    },
    {
      name: 'remove',
      summary: 'remove a user from a group',
      arguments: [group(), member()],
      examples: [['portcullis groups remove admins ada', 'a repetition changes nothing']],
      load: groupsLoad('remove'),
    },
  ],
};

const pool: NounSpec = {
  name: 'pool',
  summary: "the pool's settings, with AWS credentials",
  verbs: [
    {
      name: 'info',
      summary: 'show the settings of the pool',
      examples: [['portcullis pool info', 'what people sign in with, second factors, the password policy']],
      load: poolLoad('info'),
    },
    {
      name: 'check',
      summary:
        'name what does not fit the pool and the app client, and the change to make; ends with 1 if anything',
      options: [
        new Option('--flow <names...>', 'the flows that are used; default: SRP and renewal').choices(
          AUTH_FLOWS,
        ),
      ],
      examples: [
        ['portcullis pool check', 'before a release'],
        [
          'portcullis pool check --flow USER_AUTH REFRESH_TOKEN_AUTH',
          'where people choose their first factor',
        ],
      ],
      load: poolLoad('check'),
    },
  ],
};

const clients: NounSpec = {
  name: 'clients',
  summary: "the pool's app clients, with AWS credentials",
  verbs: [
    {
      name: 'list',
      summary: 'list them',
      examples: [['portcullis clients list', 'ids and names']],
      load: poolLoad('listClients'),
    },
    {
      name: 'show',
      summary: 'show the settings of one, without its secret',
      arguments: [new Argument('[id]', 'default: the app client in force')],
      examples: [['portcullis clients show', 'flows, lifetimes, rotation']],
      load: poolLoad('showClient'),
    },
  ],
};

const gatesUrl = () => new Option('--gates-url <url>', 'where the Gates backend is');

const gates: NounSpec = {
  name: 'gates',
  summary: 'the people of the Gates backend, in the name of who is signed in',
  verbs: [
    {
      name: 'create',
      summary: 'invite a person, with their first client',
      arguments: [new Argument('<email>', 'where the invitation goes')],
      settings: 'person',
      options: [
        new Option('--name <name>', 'what they are called (required)').makeOptionMandatory(),
        new Option('--role <role>', 'what they may do (required)').choices(GATES_ROLES).makeOptionMandatory(),
        new Option('--client <client>', 'their first client (required)').makeOptionMandatory(),
        gatesUrl(),
      ],
      examples: [
        [
          `portcullis gates create ada@example.com --name Ada --role ${GATES_ROLES[0]} --client GAIA`,
          'invite Ada',
        ],
      ],
      load: gatesLoad('create'),
    },
    {
      name: 'update',
      summary: 'give a person clients, and take clients from them',
      arguments: [new Argument('<id>', 'the sub, as the list shows it')],
      settings: 'person',
      options: [
        new Option('--add <clients...>', 'clients to give'),
        new Option('--remove <clients...>', 'clients to take'),
        gatesUrl(),
      ],
      examples: [['portcullis gates update 0d4c --add GAIA --remove HERA', 'one for another']],
      load: gatesLoad('update'),
    },
    {
      name: 'list',
      summary: 'list the people of a client',
      arguments: [new Argument('<client>', 'such as GAIA')],
      settings: 'person',
      options: [
        new Option('--email <text>', 'only those whose e-mail matches'),
        new Option('--name <text>', 'only those whose name matches'),
        new Option('--role <role>', 'only those with this role').choices(GATES_ROLES),
        limitOption(),
        gatesUrl(),
      ],
      examples: [['portcullis gates list GAIA', 'everyone of a client']],
      load: gatesLoad('list'),
    },
  ],
};

const identityPool = () =>
  new Option('--identity-pool-id <id>', 'the identity pool whose people take on the roles');

const provision: NounSpec = {
  name: 'provision',
  summary: 'groups with their IAM roles, from a definition',
  verbs: [
    {
      name: 'plan',
      summary: 'compare what is there with a definition; nothing is changed',
      arguments: [
        new Argument(
          '<definition>',
          'a JSON list of groups, each with group_name, group_policy and allowed_functions; - is stdin',
        ),
      ],
      options: [
        new Option('--prune', 'also plan to delete what is not in the definition'),
        new Option('--out <file>', 'write the plan there, for apply'),
        identityPool(),
      ],
      examples: [['portcullis provision plan groups.json --out plan.json', 'look at it, then apply it']],
      load: async () => (await import('../commands/provision.js')).plan,
    },
    {
      name: 'apply',
      summary: 'make the changes of a plan, and no others',
      arguments: [new Argument('<plan>', 'a file that plan wrote; - is stdin')],
      options: [yes(), identityPool()],
      examples: [['portcullis provision apply plan.json', 'shows the plan and asks']],
      load: async () => (await import('../commands/provision.js')).apply,
    },
  ],
};

/** What administrators do besides users. */
export const administrator = [groups, clients, pool, gates, provision];
