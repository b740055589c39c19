import { Cognito, UserPool } from 'portcullis/web';

export const pool = new UserPool({
  userPoolId: process.env.USER_POOL_ID ?? '',
  clientId: 'app',
  endpoint: process.env.COGNITO_ENDPOINT,
});

export let cognito = new Cognito({ pool });

export function become(username: string): Cognito {
  cognito = new Cognito({ pool, username });
  return cognito;
}

export async function currentTokens() {
  if (cognito.tokens) await cognito.getAccessToken();
  return cognito.tokens;
}
