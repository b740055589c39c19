import { type Argument, Option } from 'commander';
import type { Call } from './call.js';

/** Does a command's work. Its own type of options is narrower. */
export type Run = (call: Call<never>) => Promise<void>;

/** A command: what it takes, and where its code is, which is loaded when it runs. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly arguments?: readonly Argument[];
  readonly options?: readonly Option[];
  /** Whole command lines, with what each does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Which settings it reads: those of a pool (the default), of a person at a pool, or none. */
  readonly settings?: 'pool' | 'person' | 'none';
  /** It prints what programs read in any case, and takes no `--json`. */
  readonly plain?: true;
  /** A name of old, which help leaves out. */
  readonly hidden?: true;
  readonly load: () => Promise<Run>;
}

/** A noun, with its verbs. */
export interface NounSpec {
  readonly name: string;
  readonly summary: string;
  /** What the noun does by itself, where it does anything. */
  readonly alone?: CommandSpec;
  readonly verbs: readonly Spec[];
}

export type Spec = CommandSpec | NounSpec;

export const isNoun = (spec: Spec): spec is NounSpec => 'verbs' in spec;

/** For what destroys or replaces something. */
export const yes = () => new Option('--yes', 'do not ask');
