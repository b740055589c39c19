import { writeFileSync } from 'node:fs';
import { errorsPage } from './error-table.js';

writeFileSync(new URL('../../docs/errors.md', import.meta.url), errorsPage());
