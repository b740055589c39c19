import { fetchGuard } from 'portcullis/http/fetch';
import { TokenVerifier } from 'portcullis/verify';

const verifier = new TokenVerifier({
  userPoolId: process.env.USER_POOL_ID ?? '',
  clientId: process.env.CLIENT_ID ?? '',
  endpoint: process.env.COGNITO_ENDPOINT,
  tokenUse: 'access',
});

/** `GET /api/me`, for programs that send an access token. */
export const GET = fetchGuard({ verifier })((_, { username, groups }) => Response.json({ username, groups }));
