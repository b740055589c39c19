import * as v from 'valibot';
import { renew } from '../sign-in/refresh.js';
import { checkClientSecret } from '../state/secret-hash.js';
import { publicOperation } from './definition.js';
import { clientId, clientSecret, deviceKey, metadata, refreshToken } from './schemas.js';

export const getTokensFromRefreshToken = publicOperation({
  name: 'GetTokensFromRefreshToken',
  input: v.object({
    RefreshToken: refreshToken,
    ClientId: clientId,
    ClientSecret: v.optional(clientSecret),
    DeviceKey: v.optional(deviceKey),
    ClientMetadata: metadata,
  }),
  handle: async ({ RefreshToken, ClientId, ClientSecret, DeviceKey, ClientMetadata }, pool) => {
    const client = pool.clients.require(ClientId);
    checkClientSecret(client, ClientSecret);
    const renewal = { pool, client, deviceKey: DeviceKey, clientMetadata: ClientMetadata };
    return { AuthenticationResult: await renew(renewal, RefreshToken) };
  },
});
