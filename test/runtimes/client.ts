import { Cognito } from 'portcullis';
import { NotAuthorizedError } from 'portcullis/errors';
import type { Behaviour } from './behaviour.js';
import { equal, rejectsWith } from './expect.js';

export const run: Behaviour = async ({ userPoolId, clientId, endpoint, username, password, check }) => {
  const person = () => new Cognito({ userPoolId, clientId, endpoint, username });

  await check('refuses a wrong password', async () => {
    const wrong = person().authenticate('Wrong-Horse-9');
    const error = await rejectsWith(wrong, { code: 'BAD_CREDENTIALS' });
    equal(error instanceof NotAuthorizedError, true);
  });
  await check('signs in over SRP, verifies, reads the user, renews and signs out', async () => {
    const cognito = person();
    const { accessToken } = await cognito.authenticate(password);
    equal((await cognito.verifyTokens()).id.username, username);
    equal((await cognito.getUser()).username, username);
    await cognito.renewAccessToken();
    equal((await cognito.getAccessToken()) === accessToken, false);
    await cognito.logout();
    await rejectsWith(cognito.getAccessToken(), { code: 'NOT_SIGNED_IN' });
  });
};
