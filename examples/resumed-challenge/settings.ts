export const pool = {
  userPoolId: process.env.USER_POOL_ID ?? '',
  clientId: process.env.CLIENT_ID ?? '',
  endpoint: process.env.COGNITO_ENDPOINT,
};
