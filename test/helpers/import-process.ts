/**
 * A process of its own that imports users, to be killed. Run with its task as JSON in the first argument; it says
 * `ready` before it begins.
 */
import { type ImportOptions, UserPool, type UserPoolOptions } from '../../src/index.js';

export interface ImportTask {
  readonly pool: UserPoolOptions;
  readonly source: string;
  readonly options: ImportOptions;
}

const { pool, source, options }: ImportTask = JSON.parse(process.argv[2] ?? '');
console.log('ready');
new UserPool(pool).users.importUsers(source, options).catch(error => {
  console.error(error);
  process.exit(1);
});
