import { administratorShapes } from '../../src/cli/shapes/administrator.js';
import { configShapes } from '../../src/cli/shapes/config.js';
import { localShapes } from '../../src/cli/shapes/local.js';
import { personShapes } from '../../src/cli/shapes/person.js';
import type { Shapes } from '../../src/cli/shapes/shapes.js';
import { userShapes } from '../../src/cli/shapes/users.js';

/** What every command prints with `--json`. */
export const shapes: Shapes = {
  ...administratorShapes,
  ...configShapes,
  ...localShapes,
  ...personShapes,
  ...userShapes,
};
