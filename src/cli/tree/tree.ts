import type { Spec } from '../frame/spec.js';
import { administrator } from './administrator.js';
import { completion } from './completion.js';
import { config } from './config.js';
import { doctor } from './doctor.js';
import { local } from './local.js';
import { person } from './person.js';
import { exportUsers, importUsers, users } from './users.js';

/** Every command. */
export const TREE: readonly Spec[] = [
  ...person,
  users,
  ...administrator,
  local,
  doctor,
  config,
  completion,
  importUsers,
  exportUsers,
];
