import type * as v from 'valibot';
import type { administratorShapes } from './administrator.js';
import type { configShapes } from './config.js';
import type { localShapes } from './local.js';
import type { personShapes } from './person.js';
import type { userShapes } from './users.js';

/** What each command prints with `--json`, by the command. A release may add keys, and takes none away. */
export type Shapes = typeof administratorShapes &
  typeof configShapes &
  typeof localShapes &
  typeof personShapes &
  typeof userShapes;

/** The type of what a command prints. */
export type Json<Command extends keyof Shapes> = v.InferOutput<Shapes[Command]>;
