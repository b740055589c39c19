import { Command, CommanderError, Option } from 'commander';
import { Config } from '../config/config.js';
import { type SettingName, settingSpec } from '../config/settings.js';
import type { Call } from './call.js';
import { misuse, STATUS } from './failure.js';
import { HELP, helpText } from './help.js';
import { Output } from './output.js';
import { type CommandSpec, isNoun, type NounSpec, type Spec } from './spec.js';

const POOL: readonly SettingName[] = ['userPoolId', 'clientId', 'region', 'endpoint'];
const SETTINGS_OF = { none: [], pool: POOL, person: [...POOL, 'username'] } as const;

const STATUSES = `
Exit status: 0 fine, 1 failed, 2 misuse, 3 not signed in, 4 a challenge and no terminal to ask on, 130 interrupted.
Settings: flags, then PORTCULLIS_*, then the nearest portcullis.json, then the profile; see portcullis config.`;

/** The whole command line, made from what the commands say of themselves. */
export function programOf(specs: readonly Spec[], version: string): Command {
  const program = styled(new Command('portcullis'))
    .description('Amazon Cognito at the prompt')
    .usage('<command> [options]')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .addHelpText('after', () => helpText(STATUSES));
  addTo(program, specs);
  return program;
}

function addTo(command: Command, specs: readonly Spec[]): void {
  for (const spec of specs)
    if (isNoun(spec)) command.addCommand(nounOf(spec));
    else command.addCommand(commandOf(spec), { hidden: spec.hidden === true });
}

function nounOf({ name, summary, alone, verbs }: NounSpec): Command {
  const noun = alone ? commandOf(alone) : styled(new Command(name)).description(summary);
  noun.summary(summary);
  noun.helpCommand(false);
  addTo(noun, verbs);
  return noun;
}

/** Every mistake in a command line is thrown, and reported where all errors are. */
function styled(command: Command): Command {
  return (
    command
      .exitOverride(error => {
        throw misuseOf(error, command);
      })
      // A verb has options by the names of its noun's.
      .enablePositionalOptions()
      .configureOutput({ outputError: () => {} })
      .configureHelp(HELP)
      .helpOption('--help', 'explain this command')
      .showSuggestionAfterError()
  );
}

/** Help and version are no errors: commander has printed them. */
function misuseOf(error: CommanderError, command: Command): Error {
  if (error.exitCode === 0 || error.code === 'commander.help') return error;
  const message = error.message.replace(/^error: /, '');
  return misuse(message, `See: ${fullNameOf(command)} --help`);
}

const fullNameOf = (command: Command): string =>
  command.parent ? `${fullNameOf(command.parent)} ${command.name()}` : command.name();

function commandOf(spec: CommandSpec): Command {
  const command = styled(new Command(spec.name)).description(spec.summary);
  for (const argument of spec.arguments ?? []) command.addArgument(argument);
  for (const option of spec.options ?? []) command.addOption(option);
  for (const option of commonOptions(spec)) command.addOption(option.helpGroup('Common options:'));
  const lines = spec.examples.map(([line, does]) => `  # ${does}\n  $ ${line}`);
  command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
  return command.action(async (...given: unknown[]) => {
    const options = command.opts();
    const args = given
      .slice(0, -2)
      .flat()
      .filter(arg => arg !== undefined) as string[];
    await (await spec.load())({ ...callOf(options, args), program: rootOf(command) } as Call<never>);
  });
}

function commonOptions({ settings = 'pool', plain, options = [] }: CommandSpec): Option[] {
  const flags = SETTINGS_OF[settings].map(
    name => new Option(settingSpec(name).flag ?? '', settingSpec(name).meaning),
  );
  const own = new Set(options.map(({ long }) => long));
  return [
    ...(plain ? [] : [new Option('--json', 'print JSON')]),
    ...flags,
    ...(settings === 'none'
      ? []
      : [new Option('--profile <name>', 'the settings to use; see portcullis config')]),
    new Option('--debug', 'show where an error comes from'),
  ].filter(({ long }) => !own.has(long));
}

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command);

const callOf = (options: Record<string, unknown>, args: readonly string[]): Omit<Call, 'program'> => ({
  options,
  args,
  config: new Config({ flags: options, environment: process.env, folder: process.cwd() }),
  out: new Output(options.json === true),
});

/** Runs what the command line says. @throws {CommandFailure | Error} */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and the version are printed by now; help in place of a missing verb is for misuse.
    if (error.exitCode !== 0) process.exitCode = STATUS.misuse;
  }
}
