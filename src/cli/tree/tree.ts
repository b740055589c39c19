import type { Spec } from '../frame/spec.js';

interface Part {
  /** The first words of the commands that a module describes, in the order of the help. */
  readonly words: readonly string[];
  readonly load: () => Promise<readonly Spec[]>;
}

/** Every command. A module is loaded for the word that was typed, so that a start is paid for by what it uses. */
const PARTS: readonly Part[] = [
  {
    words: [
      'login',
      'logout',
      'whoami',
      'token',
      'verify',
      'decode',
      'signup',
      'password',
      'mfa',
      'devices',
      'sessions',
    ],
    load: async () => (await import('./person.js')).person,
  },
  { words: ['users'], load: async () => [(await import('./users.js')).users] },
  {
    words: ['groups', 'clients', 'pool', 'gates', 'provision'],
    load: async () => (await import('./administrator.js')).administrator,
  },
  { words: ['local'], load: async () => [(await import('./local.js')).local] },
  { words: ['doctor'], load: async () => [(await import('./doctor.js')).doctor] },
  { words: ['config'], load: async () => [(await import('./config.js')).config] },
  // It completes all words.
  { words: [], load: async () => [(await import('./completion.js')).completion] },
  { words: ['import-users', 'export-users'], load: async () => (await import('./bulk.js')).ofOld },
];

/** What a command line's first word may mean: one command, or all where it names none. */
export async function specsFor(word = ''): Promise<readonly Spec[]> {
  const part = PARTS.find(({ words }) => words.includes(word));
  if (part) return (await part.load()).filter(({ name }) => name === word);
  return (await Promise.all(PARTS.map(({ load }) => load()))).flat();
}
