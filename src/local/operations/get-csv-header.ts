import * as v from 'valibot';
import { schemaOf } from '../state/attribute-schema.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

/** The columns of an import: every attribute but `sub`, and what is no attribute. */
export const getCsvHeader = adminOperation({
  name: 'GetCSVHeader',
  input: v.object({ UserPoolId: userPoolId }),
  handle: ({ UserPoolId }, { settings }) => {
    const names = schemaOf(settings()).flatMap(({ Name }) => (Name === 'sub' ? [] : [Name]));
    return { UserPoolId, CSVHeader: [...names, 'cognito:mfa_enabled', 'cognito:username'] };
  },
});
