import { Argument, Option } from 'commander';
import { type CommandSpec, type NounSpec, type Run, yes } from '../frame/spec.js';
import { attributeOption } from './options.js';

type Session = keyof typeof import('../commands/session.js');
type Tokens = keyof typeof import('../commands/tokens.js');

const session = (name: Session) => async (): Promise<Run> => (await import('../commands/session.js'))[name];
const tokens = (name: Tokens) => async (): Promise<Run> => (await import('../commands/tokens.js'))[name];

const who = (what = 'a username, or an alias such as an e-mail address') => new Argument('[username]', what);
const passwordStdin = (what = 'read the password from stdin') => new Option('--password-stdin', what);
const jwt = () =>
  new Argument('[token]', 'an access or id token; without one, or with -, it is read from stdin');

const login: CommandSpec = {
  name: 'login',
  summary: 'sign in, and keep the session for the commands that follow',
  arguments: [who()],
  settings: 'person',
  options: [
    new Option('--flow <name>', 'how the password is proved; "choice" lets the pool offer first factors')
      .choices(['srp', 'password', 'choice', 'custom'])
      .default('srp'),
    passwordStdin('read the password from stdin, not from the prompt or PORTCULLIS_PASSWORD'),
    new Option(
      '--remember-device',
      'let this machine stand in for the second factor from now on, without asking',
    ),
  ],
  examples: [
    ['portcullis login', 'asks for what it needs'],
    ['portcullis login ada --flow choice', 'with another first factor than the password'],
    [
      'portcullis login ada --password-stdin < password.txt',
      'for scripts; ends with 4 where a code is asked for',
    ],
  ],
  load: async () => (await import('../commands/login.js')).login,
};

const logout: CommandSpec = {
  name: 'logout',
  summary: 'end the session, at the pool and here',
  settings: 'person',
  options: [new Option('--everywhere', "end all of the person's sessions, on every machine")],
  examples: [
    ['portcullis logout', 'this session'],
    ['portcullis logout --everywhere', 'every session'],
  ],
  load: session('logout'),
};

const whoami: CommandSpec = {
  name: 'whoami',
  summary: 'say who is signed in',
  settings: 'person',
  examples: [['portcullis whoami --json', 'as JSON']],
  load: session('whoami'),
};

const token: CommandSpec = {
  name: 'token',
  summary: 'print a fresh access token and nothing else',
  settings: 'person',
  options: [new Option('--id', 'the id token')],
  examples: [
    ['curl -H "Authorization: Bearer $(portcullis token)" https://api.example.com/', 'call an API'],
    ['portcullis token --id | portcullis decode', 'read the id token'],
  ],
  load: session('token'),
};

const verify: CommandSpec = {
  name: 'verify',
  summary: 'verify a token of the pool: who it speaks for, or exactly why it does not count',
  arguments: [jwt()],
  examples: [
    ['portcullis token | portcullis verify', 'the own access token'],
    ['portcullis verify eyJraWQ… --json', 'the claims, for a program'],
  ],
  load: tokens('verify'),
};

const decode: CommandSpec = {
  name: 'decode',
  summary: 'show what a token says, without verifying it',
  arguments: [jwt()],
  settings: 'none',
  examples: [['pbpaste | portcullis decode', 'a token from the clipboard']],
  load: tokens('decode'),
};

const signup: CommandSpec = {
  name: 'signup',
  summary: 'register a user, and confirm them with the code that is sent',
  arguments: [who('an e-mail address or phone number in pools that use those')],
  settings: 'person',
  options: [
    attributeOption(),
    passwordStdin(),
    new Option('--confirm [code]', 'confirm an earlier registration'),
    new Option('--resend', 'send the code once more'),
  ],
  examples: [
    ['portcullis signup ada --attribute email=ada@example.com', 'asks for a password, and then for the code'],
    ['portcullis signup ada --confirm 123456', 'the code alone'],
  ],
  load: async () => (await import('../commands/signup.js')).signup,
};

const password: NounSpec = {
  name: 'password',
  summary: 'change your password, or choose a new one for a forgotten one',
  verbs: [
    {
      name: 'change',
      summary: 'change the password of who is signed in',
      settings: 'person',
      options: [
        new Option('--password-stdin', 'read the old password and the new one from stdin, a line each'),
      ],
      examples: [['portcullis password change', 'asks for both']],
      load: async () => (await import('../commands/password.js')).change,
    },
    {
      name: 'forgot',
      summary: 'be sent a code, and choose a new password with it',
      arguments: [who()],
      settings: 'person',
      options: [
        new Option('--code <code>', 'the code, where it was sent before'),
        passwordStdin('read the new password from stdin'),
      ],
      examples: [
        ['portcullis password forgot ada', 'asks for the code and the new password'],
        ['portcullis password forgot ada --code 123456 --password-stdin < new.txt', 'for scripts'],
      ],
      load: async () => (await import('../commands/password.js')).forgot,
    },
  ],
};

const FACTORS = ['totp', 'sms', 'email'];
const mfaLoad = (name: keyof typeof import('../commands/mfa.js')) => async (): Promise<Run> =>
  (await import('../commands/mfa.js'))[name];

const mfa: NounSpec = {
  name: 'mfa',
  summary: 'your second factors',
  verbs: [
    {
      name: 'status',
      summary: 'show which factors are on',
      settings: 'person',
      examples: [['portcullis mfa status', 'the own factors']],
      load: mfaLoad('status'),
    },
    {
      name: 'setup',
      summary: 'set up an authenticator app: shows a QR code, and asks for the first code',
      settings: 'person',
      options: [new Option('--name <name>', 'what the pool calls the authenticator')],
      examples: [['portcullis mfa setup --name phone', 'scan, type the code, done']],
      load: mfaLoad('setup'),
    },
    {
      name: 'prefer',
      summary: 'turn a factor on and have it asked for at sign-in',
      arguments: [new Argument('<factor>', 'totp, sms or email').choices(FACTORS)],
      settings: 'person',
      examples: [['portcullis mfa prefer totp', 'the authenticator']],
      load: mfaLoad('prefer'),
    },
    {
      name: 'remove',
      summary: 'turn a factor off',
      arguments: [new Argument('<factor>', 'totp, sms or email').choices(FACTORS)],
      settings: 'person',
      options: [yes()],
      examples: [['portcullis mfa remove sms', 'with a question before']],
      load: mfaLoad('remove'),
    },
  ],
};

const devicesLoad = (name: keyof typeof import('../commands/devices.js')) => async (): Promise<Run> =>
  (await import('../commands/devices.js'))[name];

const devices: NounSpec = {
  name: 'devices',
  summary: 'the devices that the pool remembers of you',
  verbs: [
    {
      name: 'list',
      summary: 'list them',
      settings: 'person',
      examples: [['portcullis devices list', 'with when each signed in last']],
      load: devicesLoad('list'),
    },
    {
      name: 'forget',
      summary: 'forget a device: its next sign-in needs the second factor again',
      arguments: [new Argument('[key]', 'its key; without one, this machine')],
      settings: 'person',
      options: [yes()],
      examples: [['portcullis devices forget', 'this machine']],
      load: devicesLoad('forget'),
    },
  ],
};

const sessions: NounSpec = {
  name: 'sessions',
  summary: 'your sessions, where the pool tracks them',
  verbs: [
    {
      name: 'list',
      summary: 'list them',
      settings: 'person',
      examples: [['portcullis sessions list', 'with where each is from']],
      load: devicesLoad('listSessions'),
    },
    {
      name: 'revoke',
      summary: 'end one',
      arguments: [new Argument('<id>', 'its id')],
      settings: 'person',
      options: [yes()],
      examples: [['portcullis sessions revoke 8f3c', 'by the id that the list shows']],
      load: devicesLoad('revokeSession'),
    },
  ],
};

/** What a person does with their own account. */
export const person = [
  login,
  logout,
  whoami,
  token,
  verify,
  decode,
  signup,
  password,
  mfa,
  devices,
  sessions,
];
