import type { PoolDescription } from 'portcullis';

/** The pool's password policy, in Cognito's shape. */
export type PasswordPolicy = PoolDescription['passwordPolicy'];

/** What a policy without values means at Cognito. */
const SHORTEST = 8;
const LONGEST = 256;

interface Rule {
  readonly asks: (policy: PasswordPolicy) => boolean | undefined;
  readonly holds: RegExp;
  readonly words: string;
}

/** Cognito's symbols; other characters count as none. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/;

const RULES: readonly Rule[] = [
  { asks: ({ RequireLowercase }) => RequireLowercase, holds: /[a-z]/, words: 'a lower-case letter' },
  { asks: ({ RequireUppercase }) => RequireUppercase, holds: /[A-Z]/, words: 'an upper-case letter' },
  { asks: ({ RequireNumbers }) => RequireNumbers, holds: /\d/, words: 'a digit' },
  { asks: ({ RequireSymbols }) => RequireSymbols, holds: SYMBOL, words: 'a symbol such as ! or -' },
];

/** The rules for a new password, in one sentence. */
export function passwordHint(policy: PasswordPolicy): string {
  const wanted = RULES.filter(({ asks }) => asks(policy)).map(({ words }) => words);
  const length = `At least ${policy.MinimumLength ?? SHORTEST} characters`;
  return wanted.length > 0 ? `${length}, with ${inWords(wanted)}.` : `${length}.`;
}

/** What a password lacks, in one sentence; undefined when it fits the policy. */
export function passwordProblem(policy: PasswordPolicy, password: string): string | undefined {
  const { MinimumLength: shortest = SHORTEST } = policy;
  if (password.length < shortest) return `Use at least ${shortest} characters`;
  if (password.length > LONGEST) return `Use at most ${LONGEST} characters`;
  const lacks = RULES.filter(({ asks, holds }) => asks(policy) && !holds.test(password));
  return lacks.length > 0 ? `Add ${inWords(lacks.map(({ words }) => words))}` : undefined;
}

const words = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const inWords = (items: readonly string[]): string => words.format(items);
