import { readFileSync, writeFileSync } from 'node:fs';
import { withCommandReference } from './command-page.js';
import { errorsPage } from './error-table.js';
import { withMemberTable } from './member-table.js';
import { withOperationTable } from './operation-table.js';
import { withRoomDrawing } from './room-drawing.js';
import { withRuntimeTable } from './runtime-table.js';
import { seedJsonSchema, withSeedReference } from './seed-schema.js';

const page = (name: string): URL => new URL(`../../docs/${name}`, import.meta.url);

writeFileSync(page('errors.md'), errorsPage());
writeFileSync(page('seed.schema.json'), seedJsonSchema());
for (const [name, withTable] of [
  ['local-pool-serves.md', withOperationTable],
  ['local-pool-serves.md', withMemberTable],
  ['local-pool.md', withSeedReference],
  ['runtimes.md', withRuntimeTable],
  ['command.md', withCommandReference],
  ['house.md', withRoomDrawing],
] as const)
  writeFileSync(page(name), await withTable(readFileSync(page(name), 'utf8')));
