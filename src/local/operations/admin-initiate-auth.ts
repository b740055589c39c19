import * as v from 'valibot';
import { adminFlows } from '../sign-in/flows.js';
import { operation } from './definition.js';
import { open, opening } from './initiate-auth.js';
import { userPoolId } from './schemas.js';

export const adminInitiateAuth = operation({
  name: 'AdminInitiateAuth',
  access: 'iam',
  notModelled: 'Passkeys, step-up parameters',
  input: v.object({ UserPoolId: userPoolId, ...opening }),
  handle: (input, pool) => open(adminFlows, input, pool),
});
