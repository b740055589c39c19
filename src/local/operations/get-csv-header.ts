import * as v from 'valibot';
import { importColumns } from '../state/import-columns.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

export const getCsvHeader = adminOperation({
  name: 'GetCSVHeader',
  input: v.object({ UserPoolId: userPoolId }),
  handle: ({ UserPoolId }, { settings }) => ({ UserPoolId, CSVHeader: importColumns(settings()) }),
});
