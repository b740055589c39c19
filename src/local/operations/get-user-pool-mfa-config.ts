import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { mfaConfig } from './mfa-config-output.js';
import { userPoolId } from './schemas.js';

export const getUserPoolMfaConfig = adminOperation({
  name: 'GetUserPoolMfaConfig',
  input: v.object({ UserPoolId: userPoolId }),
  handle: (_, { settings }) => mfaConfig(settings()),
});
