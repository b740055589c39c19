import { Argument } from 'commander';
import type { CommandSpec } from '../frame/spec.js';

export const completion: CommandSpec = {
  name: 'completion',
  summary: 'print what makes a shell complete these commands',
  arguments: [new Argument('<shell>', 'bash, zsh or fish').choices(['bash', 'zsh', 'fish'])],
  settings: 'none',
  plain: true,
  examples: [
    ['source <(portcullis completion bash)', 'in ~/.bashrc'],
    ['source <(portcullis completion zsh)', 'in ~/.zshrc, after compinit'],
    ['portcullis completion fish | source', 'in ~/.config/fish/config.fish'],
  ],
  load: async () => (await import('../commands/completion.js')).completion,
};
