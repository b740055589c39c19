import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import type { Output } from './output.js';

/** The options that every command has. */
export interface CommonOptions {
  readonly json?: true;
  readonly debug?: true;
  readonly yes?: true;
}

/** One run of a command. */
export interface Call<Options = object> {
  readonly options: Options & CommonOptions;
  readonly args: readonly string[];
  readonly config: Config;
  readonly out: Output;
  /** The whole command line. */
  readonly program: Command;
}
