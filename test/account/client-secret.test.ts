import { NotAuthorizedError } from 'portcullis/errors';
import { ada, clientOf, closeAfterEach, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const NEXT = 'Another-Horse-9';

test('a client may be called, and have a secret, as people write them by hand', async () => {
  const pool = await poolWith({ clients: [{ clientId: 'my-app', clientSecret: 'my-secret' }], users: [ada] });
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD);
  await cognito.renewAccessToken();
  expect((await cognito.getUser()).username).toBe('ada');
  expect(await cognito.revoke()).toEqual({ revoked: true });
});

test('a whole account life works with a secret of one character', async () => {
  const pool = await poolWith({ clients: [{ clientId: 'a', clientSecret: '!' }] });
  const cognito = clientOf(pool);
  const code = async () => (await pool.messages.next()).code;
  await cognito.register({ password: PASSWORD, attributes: { email: 'ada@example.com' } });
  await code();
  await cognito.resendConfirmationCode();
  await cognito.confirmSignUp(await code());
  await cognito.initiateForgotPassword();
  await cognito.confirmForgotPassword(await code(), NEXT);
  await cognito.authenticate(NEXT);
  await cognito.changePassword(NEXT, PASSWORD);
  await cognito.deleteUser();
});

test('while a secret is replaced, both are good on every call that hashes one', async () => {
  const pool = await poolWith({ clients: [{ clientId: 'app', clientSecret: ['old', 'new'] }], users: [ada] });
  for (const clientSecret of ['old', 'new']) {
    const cognito = clientOf(pool, { clientSecret });
    await cognito.initiateForgotPassword();
    const { code } = await pool.messages.next();
    await cognito.confirmForgotPassword(code, PASSWORD);
    await cognito.authenticate(PASSWORD);
  }
  const error = await errorOf(clientOf(pool, { clientSecret: 'older' }).initiateForgotPassword());
  expect(error).toBeInstanceOf(NotAuthorizedError);
  expect(error).toMatchObject({ code: 'SECRET_HASH_WRONG' });
});

test('guessing codes is refused alike for those who exist and those who do not', async () => {
  const clients = [{ clientId: 'app', PreventUserExistenceErrors: 'ENABLED' as const }];
  const pool = await poolWith({ clients, users: [ada] });
  for (const username of ['ada', 'nobody']) {
    const cognito = clientOf(pool, { username, maxAttempts: 1 });
    await cognito.initiateForgotPassword();
    const refusals = [];
    for (let i = 0; i < 22; i++)
      refusals.push((await errorOf<NotAuthorizedError>(cognito.confirmForgotPassword('x', NEXT))).code);
    expect(refusals).toEqual([...Array(20).fill('CODE_MISMATCH'), 'LIMIT_EXCEEDED', 'LIMIT_EXCEEDED']);
  }
});
