import { closeAfterEach } from '../helpers/pool.js';
import { expectCompleteImport } from './throttled-import.js';

closeAfterEach();

test('an import of 250 into a pool that refuses half of what it could be sent ends complete, with nothing failed', () =>
  expectCompleteImport(250));
