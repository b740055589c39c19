import * as v from 'valibot';
import type { Pool } from '../pool/pool.js';
import { publicFlows, requireFlow } from '../sign-in/flows.js';
import { operation } from './definition.js';
import { clientId, map, oneOf, session } from './schemas.js';

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
export const opening = {
  AuthFlow: oneOf(AUTH_FLOWS),
  ClientId: clientId,
  AuthParameters: v.optional(map(), {}),
  ClientMetadata: v.optional(map()),
  Session: v.optional(session),
};
const openingSchema = v.object(opening);

/** Makes the opening move, if it is one of `flows` and the client allows it. */
export function open(flows: typeof publicFlows, input: v.InferOutput<typeof openingSchema>, pool: Pool) {
  const { AuthFlow, ClientId, AuthParameters, ClientMetadata, Session } = input;
  const signIn = {
    pool,
    client: pool.clients.require(ClientId),
    deviceKey: AuthParameters.DEVICE_KEY || undefined,
    validationData: ClientMetadata,
  };
  return requireFlow(flows, AuthFlow, signIn).start(signIn, AuthParameters, Session);
}

export const initiateAuth = operation({
  name: 'InitiateAuth',
  access: 'public',
  notModelled: 'Passkeys, step-up parameters',
  input: openingSchema,
  handle: (input, pool) => open(publicFlows, input, pool),
});
