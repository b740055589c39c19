import { requireGroups } from 'portcullis/http';
import { lambdaGuard } from 'portcullis/http/lambda';
import { TokenVerifier } from 'portcullis/verify';

// Made once for all the events that a function serves: it remembers keys and tokens.
const verifier = new TokenVerifier({
  userPoolId: process.env.USER_POOL_ID ?? '',
  clientId: process.env.CLIENT_ID ?? '',
  endpoint: process.env.COGNITO_ENDPOINT,
  tokenUse: 'access',
});

export const handler = lambdaGuard({ verifier })(
  async (_, { username }) => ({ statusCode: 200, body: `the books are open, ${username}` }),
  requireGroups('auditors'),
);
