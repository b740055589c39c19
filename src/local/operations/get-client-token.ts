import * as v from 'valibot';
import { invalidParameter, notAuthorized } from '../internal/exception.js';
import { text } from '../members/shapes.js';
import { checkClientSecret } from '../state/secret-hash.js';
import { runClientTokenGeneration } from '../triggers/pre-token-generation.js';
import { publicOperation } from './definition.js';
import { clientId, clientSecret, metadata } from './schemas.js';

/** A token for a program, which has no user and no sign-in. */
export const getClientToken = publicOperation({
  name: 'GetClientToken',
  input: v.object({
    ClientId: clientId,
    Secret: clientSecret,
    Scopes: v.optional(v.array(text({ max: 256 }))),
    ClientMetadata: metadata,
  }),
  handle: async ({ ClientId, Secret, Scopes, ClientMetadata }, pool) => {
    const client = pool.clients.require(ClientId);
    const flows: readonly string[] = client.ExplicitAuthFlows;
    if (!flows.includes('ALLOW_CLIENT_TOKEN_AUTH'))
      throw invalidParameter('ALLOW_CLIENT_TOKEN_AUTH flow not enabled for this client');
    if (client.secrets.length === 0) throw notAuthorized(`Client ${ClientId} has no secret.`);
    checkClientSecret(client, Secret);
    const allowed = (client.AllowedOAuthScopes ?? []).filter(scope => scope.includes('/'));
    const refused = Scopes?.find(scope => !allowed.includes(scope));
    if (refused !== undefined) throw invalidParameter(`Invalid scope requested: ${refused}`);
    const scopes = Scopes ?? allowed;
    const overrides = await runClientTokenGeneration(
      { pool, client, clientMetadata: ClientMetadata },
      scopes,
    );
    return { ClientAuthenticationResult: await pool.tokens.issueToClient(client, scopes, overrides) };
  },
});
