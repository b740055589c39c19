import { Argument, InvalidArgumentError, Option } from 'commander';
import type { CommandSpec } from '../frame/spec.js';

const namesOf = (text: string): string[] => text.split(',');

const bulkOptions = (): readonly Option[] => [
  new Option('--format <name>', 'where the name of the file does not say it').choices(['csv', 'jsonl']),
  new Option('--quota <category=number>', 'requests per second, such as UserCreation=100; may be repeated')
    .default({}, "four fifths of Cognito's")
    .argParser(addQuota),
];

function addQuota(text: string, before: Readonly<Record<string, number>>): Record<string, number> {
  const [, category = '', perSecond] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (perSecond === undefined) throw new InvalidArgumentError('It is written like UserCreation=100.');
  return { ...before, [category]: Number(perSecond) };
}

/** Who is invited, and how. */
function parseMedia(text: string): readonly string[] | 'none' {
  if (text === 'none') return 'none';
  const media = text.toUpperCase().split(',');
  if (!media.every(name => name === 'EMAIL' || name === 'SMS'))
    throw new InvalidArgumentError('It is email, sms, email,sms or none.');
  return media;
}

/** `users import`, which also goes by a name of old. */
export const importOf = (name: string, called: string): CommandSpec => ({
  name,
  summary: 'create a user for every row of a CSV or JSON Lines file; a stopped run resumes',
  arguments: [
    new Argument('<file>', 'its first row, or the keys of its lines, name the columns; - is stdin'),
  ],
  options: [
    new Option('--invite <media>', 'how new users hear of it: email, sms, email,sms or none (required)')
      .argParser(parseMedia)
      .makeOptionMandatory(),
    new Option('--dry-run', 'check every row and create no user'),
    new Option('--checkpoint <path>', 'what to resume from when stopped; default: <file>.checkpoint.json'),
    new Option('--report <path>', 'what gets a line for every row that failed; default: <file>.failures.csv'),
    new Option('--ignore-columns <names>', 'columns to leave out, with commas between').argParser(namesOf),
    ...bulkOptions(),
  ],
  examples: [
    [`portcullis ${called} users.csv --invite email --dry-run`, 'check the file'],
    [`portcullis ${called} users.csv --invite email`, 'create the users and invite them'],
  ],
  load: async () => (await import('../commands/import-users.js')).importUsers,
});

/** `users export`, which also goes by a name of old. */
export const exportOf = (name: string, called: string): CommandSpec => ({
  name,
  summary: 'write the users of a pool to a CSV or JSON Lines file, which only its owner may read',
  arguments: [new Argument('<file>', 'it is replaced when all users are written; - is stdout')],
  options: [
    new Option('--groups', 'their groups as well, at a request for each user'),
    new Option('--attributes <names>', 'only these, with commas between').argParser(namesOf),
    ...bulkOptions(),
  ],
  examples: [
    [`portcullis ${called} users.csv --groups`, 'every user, with groups'],
    [`portcullis ${called} - --format jsonl | jq .email`, 'for another program'],
  ],
  load: async () => (await import('../commands/export-users.js')).exportUsers,
});

/** The names of old. */
export const ofOld: readonly CommandSpec[] = [
  { ...importOf('import-users', 'import-users'), hidden: true },
  { ...exportOf('export-users', 'export-users'), hidden: true },
];
