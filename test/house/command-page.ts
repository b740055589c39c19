import type { Command, Option } from 'commander';
import type * as v from 'valibot';
import { programOf } from '../../src/cli/frame/program.js';
import { type CommandSpec, isNoun, type Spec } from '../../src/cli/frame/spec.js';
import { specsFor } from '../../src/cli/tree/tree.js';
import { shapes } from '../helpers/command-shapes.js';
import { withPart } from './written-part.js';

interface Described {
  readonly name: string;
  readonly spec: CommandSpec;
  readonly command: Command;
}

/** Every command that help shows, by its whole name. */
export async function describedCommands(): Promise<readonly Described[]> {
  const specs = await specsFor();
  return described(specs, programOf(specs, ''));
}

function described(specs: readonly Spec[], within: Command, path = ''): Described[] {
  return specs.flatMap(spec => {
    const name = `${path}${spec.name}`;
    const command = within.commands.find(each => each.name() === spec.name);
    if (!command) throw new Error(`there is no command ${name}`);
    if (!isNoun(spec)) return spec.hidden ? [] : [{ name, spec, command }];
    const alone = spec.alone ? [{ name, spec: spec.alone, command }] : [];
    return [...alone, ...described(spec.verbs, command, `${name} `)];
  });
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

const optionLine = ({ flags, description, argChoices, defaultValue }: Option): string => {
  const choices = argChoices ? ` One of ${argChoices.join(', ')}.` : '';
  const otherwise =
    typeof defaultValue === 'string' || typeof defaultValue === 'number' ? ` Default ${defaultValue}.` : '';
  return `| \`${cell(flags)}\` | ${cell(description)}.${choices}${otherwise} |`;
};

/** Options that many commands have are at the top of the page. */
const isItsOwn = ({ hidden, long }: Option): boolean =>
  !hidden && !['--yes', '--gates-url', '--identity-pool-id'].includes(long ?? '');

function sectionOf({ name, spec, command }: Described, printed: Map<string, string>): string {
  const args = command.registeredArguments.map(
    argument => ` ${argument.required ? `<${argument.name()}>` : `[${argument.name()}]`}`,
  );
  const yes = spec.options?.some(({ long }) => long === '--yes') ? ' [--yes]' : '';
  const rows = [
    ...command.registeredArguments.map(
      argument => `| \`${argument.name()}\` | ${cell(argument.description)} |`,
    ),
    ...(spec.options ?? []).filter(isItsOwn).map(optionLine),
  ];
  const shape = shapes[name as keyof typeof shapes] as v.GenericSchema | undefined;
  return [
    `### \`portcullis ${name}${args.join('')}${yes}\``,
    `${spec.summary[0]?.toUpperCase()}${spec.summary.slice(1)}.`,
    ...(rows.length > 0 ? [`| | |\n|---|---|\n${rows.join('\n')}`] : []),
    `\`\`\`sh\n${spec.examples.map(([line, does]) => `${line}  # ${does}`).join('\n')}\n\`\`\``,
    ...(shape ? [shapeOf(name, textOf(shape, ''), printed)] : []),
  ].join('\n\n');
}

/** A shape, in full where the page has it first. */
function shapeOf(name: string, text: string, printed: Map<string, string>): string {
  const before = printed.get(text);
  if (before) return `With \`--json\`: as \`portcullis ${before}\`.`;
  printed.set(text, name);
  return `With \`--json\`:\n\n\`\`\`json5\n${text}\n\`\`\``;
}

/** Of a schema, what is read here. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly item?: Shape;
  readonly wrapped?: Shape;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly pipe?: readonly (Shape & { readonly description?: string })[];
}

/** A schema in the words of TypeScript. */
function textOf(schema: unknown, indent: string): string {
  const { type, entries = {}, item, wrapped, options = [], literal } = schema as Shape;
  if (type === 'strict_object' || type === 'loose_object' || type === 'object') {
    const inner = `${indent}  `;
    const lines = Object.entries(entries).map(([name, value]) => {
      const isOptional = value.type === 'optional';
      return `${inner}${name}${isOptional ? '?' : ''}: ${textOf(value, inner)},${noteOf(value)}`;
    });
    const more = type === 'loose_object' ? [`${inner}…`] : [];
    return `{\n${[...lines, ...more].join('\n')}\n${indent}}`;
  }
  if (type === 'array') return `[${textOf(item, indent)}, …]`;
  if (type === 'nullable') return `${textOf(wrapped, indent)} | null`;
  if (type === 'optional') return textOf(wrapped, indent);
  if (type === 'record') return '{ name: value, … }';
  if (type === 'picklist') return options.map(option => JSON.stringify(option)).join(' | ');
  if (type === 'union') return options.map(option => textOf(option, indent)).join(' | ');
  return type === 'literal' ? JSON.stringify(literal) : type;
}

function noteOf({ pipe = [] }: Shape): string {
  const [note] = pipe.flatMap(({ description }) => description ?? []);
  return note === undefined ? '' : ` // ${note}`;
}

/** The page with every command as it says of itself. */
export async function withCommandReference(page: string): Promise<string> {
  const printed = new Map<string, string>();
  const sections = (await describedCommands()).map(described => sectionOf(described, printed));
  return withPart(page, { source: 'src/cli/tree', text: sections.join('\n\n') });
}
