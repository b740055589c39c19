import * as v from 'valibot';
import { map, oneOf } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import { adminFlows, publicFlows, requireFlow } from '../sign-in/flows.js';
import { adminOperation, publicOperation } from './definition.js';
import { clientId, session, userPoolId } from './schemas.js';

const AUTH_FLOWS = [
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
] as const;

/** What InitiateAuth and AdminInitiateAuth have in common. */
const members = {
  AuthFlow: oneOf(AUTH_FLOWS),
  ClientId: clientId,
  AuthParameters: v.optional(map(), {}),
  ClientMetadata: v.optional(map()),
  Session: v.optional(session),
};
const input = v.object(members);

/** Starts the flow that is asked for, if it is one of `flows` and the client allows it. */
function start(flows: typeof publicFlows, request: v.InferOutput<typeof input>, pool: Pool) {
  const { AuthFlow, ClientId, AuthParameters, ClientMetadata, Session } = request;
  const signIn = {
    pool,
    client: pool.clients.require(ClientId),
    deviceKey: AuthParameters.DEVICE_KEY || undefined,
    validationData: ClientMetadata,
  };
  return requireFlow(flows, AuthFlow, signIn).start(signIn, AuthParameters, Session);
}

export const initiateAuth = publicOperation({
  name: 'InitiateAuth',
  notModelled: 'Passkeys, step-up parameters',
  input,
  handle: (request, pool) => start(publicFlows, request, pool),
});

export const adminInitiateAuth = adminOperation({
  name: 'AdminInitiateAuth',
  notModelled: 'Passkeys, step-up parameters',
  input: v.object({ UserPoolId: userPoolId, ...members }),
  handle: (request, pool) => start(adminFlows, request, pool),
});
