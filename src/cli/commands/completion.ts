import type { Argument, Command, Option } from 'commander';
import type { Call } from '../frame/call.js';

/** What a shell may offer at one place: the words after the command's name so far, and what may follow. */
interface Place {
  readonly path: string;
  readonly words: readonly string[];
}

/** `portcullis completion`. */
export async function completion({ args: [shell = ''], out, program }: Call): Promise<void> {
  await out.write(SCRIPTS[shell as keyof typeof SCRIPTS](places(program, '')));
}

const visible = (command: Command): readonly Command[] => command.createHelp().visibleCommands(command);

function places(command: Command, path: string): Place[] {
  const inner = visible(command).filter(each => each.name() !== 'help');
  const commands = inner.map(each => each.name());
  const flags = command.options.filter(({ hidden }) => !hidden).flatMap(longOf);
  const choices = command.registeredArguments.flatMap(({ argChoices }: Argument) => argChoices ?? []);
  const own = { path, words: [...commands, ...choices, ...flags, '--help'] };
  return [own, ...inner.flatMap(each => places(each, path === '' ? each.name() : `${path} ${each.name()}`))];
}

const longOf = ({ long }: Option): string[] => (long ? [long] : []);

const cases = (all: readonly Place[], line: (place: Place) => string): string => all.map(line).join('\n');

/** In bash and zsh the nouns and verbs typed so far choose the words. Elsewhere, such as after `-`, files are offered. */
const SCRIPTS = {
  bash: (all: readonly Place[]) => `_portcullis() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path\${path:+ }$word" in
${cases(all.slice(1), ({ path }) => `      "${path}") path="${path}" ;;`)}
    esac
  done
  case "$path" in
${cases(all, ({ path, words }) => `    "${path}") words="${words.join(' ')}" ;;`)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _portcullis portcullis
`,
  zsh: (all: readonly Place[]) => `#compdef portcullis
_portcullis() {
  local path_so_far="" word
  local -a candidates
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${path_so_far}\${path_so_far:+ }$word" in
${cases(all.slice(1), ({ path }) => `      "${path}") path_so_far="${path}" ;;`)}
    esac
  done
  case "$path_so_far" in
${cases(all, ({ path, words }) => `    "${path}") candidates=(${words.join(' ')}) ;;`)}
  esac
  compadd -- $candidates || _files
}
compdef _portcullis portcullis
`,
  fish: (all: readonly Place[]) => `function __portcullis_words
  set -l path ""
  for word in (commandline -opc)[2..]
    switch (string trim "$path $word")
${cases(all.slice(1), ({ path }) => `      case "${path}"\n        set path "${path}"`)}
    end
  end
  switch "$path"
${cases(all, ({ path, words }) => `    case "${path}"\n      string split -- " " "${words.join(' ')}"`)}
  end
end
complete -c portcullis -a "(__portcullis_words)"
`,
};
