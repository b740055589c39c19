import * as v from 'valibot';
import { operation } from '../operation.js';
import { redeemRefreshToken } from '../sign-in/refresh.js';
import { checkClientSecret } from '../sign-in/secret-hash.js';
import { clientId, clientSecret, deviceKey, refreshToken } from './schemas.js';

export const getTokensFromRefreshToken = operation({
  name: 'GetTokensFromRefreshToken',
  access: 'public',
  notModelled: 'The pre token generation trigger',
  input: v.object({
    RefreshToken: refreshToken,
    ClientId: clientId,
    ClientSecret: v.optional(clientSecret),
    DeviceKey: v.optional(deviceKey),
  }),
  handle: async ({ RefreshToken, ClientId, ClientSecret, DeviceKey }, pool) => {
    const client = pool.clients.require(ClientId);
    checkClientSecret(client, ClientSecret);
    const { origin, user } = redeemRefreshToken({ pool, client, deviceKey: DeviceKey }, RefreshToken);
    const rotated = pool.origins.rotate(RefreshToken, origin, client);
    const tokens = await pool.tokens.issue(user, client, origin);
    return { AuthenticationResult: { ...tokens, ...(rotated && { RefreshToken: rotated }) } };
  },
});
