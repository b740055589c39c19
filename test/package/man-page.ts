import { describedCommands } from '../house/command-page.js';

/** Text for roff, where a leading dot and a backslash mean something. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');

const bold = (text: string): string => `.B ${roff(text)}`;

/** `man portcullis`, made from what the commands say of themselves. */
export async function manPage(version: string): Promise<string> {
  const commands = (await describedCommands()).flatMap(({ name, spec }) => [
    `.SS "portcullis ${roff([name, ...(spec.arguments ?? []).map(each => (each.required ? `<${each.name()}>` : `[${each.name()}]`))].join(' '))}"`,
    roff(`${spec.summary[0]?.toUpperCase()}${spec.summary.slice(1)}.`),
    ...(spec.options ?? []).flatMap(({ flags, description }) => ['.TP', bold(flags), roff(description)]),
    ...spec.examples.flatMap(([line, does]) => [
      '.PP',
      `${roff(does)}:`,
      '.RS',
      '.nf',
      roff(line),
      '.fi',
      '.RE',
    ]),
  ]);
  return [
    `.TH PORTCULLIS 1 "" "portcullis ${version}"`,
    '.SH NAME',
    'portcullis \\- Amazon Cognito at the prompt',
    '.SH SYNOPSIS',
    '.B portcullis',
    '.I command',
    '[options]',
    '.SH SETTINGS',
    roff(
      'Flags count first, then PORTCULLIS_*, then the nearest portcullis.json, then the profile; see portcullis config.',
    ),
    '.SH EXIT STATUS',
    '0 fine, 1 failed, 2 misuse, 3 not signed in, 4 a challenge and no terminal to ask on, 130 interrupted.',
    '.SH COMMANDS',
    ...commands,
    '',
  ].join('\n');
}
