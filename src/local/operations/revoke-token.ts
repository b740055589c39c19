import * as v from 'valibot';
import { CognitoException } from '../internal/exception.js';
import { checkClientSecret } from '../state/secret-hash.js';
import { publicOperation } from './definition.js';
import { clientId, clientSecret, refreshToken } from './schemas.js';

export const revokeToken = publicOperation({
  name: 'RevokeToken',
  input: v.object({ Token: refreshToken, ClientId: clientId, ClientSecret: v.optional(clientSecret) }),
  handle: ({ Token, ClientId, ClientSecret }, { clients, userSessions }) => {
    const client = clients.require(ClientId);
    checkClientSecret(client, ClientSecret);
    if (!client.EnableTokenRevocation)
      throw new CognitoException(
        'UnsupportedOperationException',
        'Token revocation is not enabled for this client',
      );
    // A signed token has three parts and a refresh token five.
    if (Token.split('.').length === 3)
      throw new CognitoException('UnsupportedTokenTypeException', 'Unsupported token type');
    const userSession = userSessions.findByRefreshToken(Token);
    if (userSession && userSession.clientId !== ClientId)
      throw new CognitoException('UnauthorizedException', 'Token was issued to another client', {
        status: 401,
        expected: `a token of app client ${ClientId}`,
        sent: `one of app client ${userSession.clientId}`,
      });
    // An unknown token is as good as revoked (RFC 7009, section 2.2).
    if (userSession) userSessions.revoke(userSession);
    return {};
  },
});
