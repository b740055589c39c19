import * as v from 'valibot';
import { operation } from './definition.js';
import { reply, respond } from './respond-to-auth-challenge.js';
import { userPoolId } from './schemas.js';

export const adminRespondToAuthChallenge = operation({
  name: 'AdminRespondToAuthChallenge',
  access: 'iam',
  notModelled: 'Passkeys',
  input: v.object({ UserPoolId: userPoolId, ...reply }),
  handle: respond,
});
