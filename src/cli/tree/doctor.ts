import type { CommandSpec } from '../frame/spec.js';

export const doctor: CommandSpec = {
  name: 'doctor',
  summary: 'find what would stop a sign-in, and say what to do; ends with 1 if anything would',
  settings: 'person',
  examples: [
    ['portcullis doctor', 'settings, network, clock, keys, the app client and its flows'],
    ['portcullis doctor --json', 'for a program'],
  ],
  load: async () => (await import('../commands/doctor.js')).doctor,
};
