import * as v from 'valibot';
import { operation } from '../operation.js';
import { publicFlows, requireFlow } from '../sign-in/flows.js';
import { clientId, map, oneOf } from './schemas.js';

export const AUTH_FLOWS = [
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
] as const;

export const initiateAuth = operation({
  name: 'InitiateAuth',
  access: 'public',
  input: v.object({
    AuthFlow: oneOf(AUTH_FLOWS),
    ClientId: clientId,
    AuthParameters: v.optional(map(), {}),
  }),
  handle: ({ AuthFlow, ClientId, AuthParameters }, pool) => {
    const signIn = { pool, client: pool.clients.require(ClientId) };
    return requireFlow(publicFlows, AuthFlow, signIn).start(signIn, AuthParameters);
  },
});
