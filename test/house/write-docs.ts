import { readFileSync, writeFileSync } from 'node:fs';
import { errorsPage } from './error-table.js';
import { withOperationTable } from './operation-table.js';

writeFileSync(new URL('../../docs/errors.md', import.meta.url), errorsPage());

const localPool = new URL('../../docs/local-pool.md', import.meta.url);
writeFileSync(localPool, withOperationTable(readFileSync(localPool, 'utf8')));
