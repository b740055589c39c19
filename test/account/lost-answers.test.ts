import { clientBehind } from '../helpers/losing-proxy.js';
import { ada, closeAfterEach, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const NEXT = 'Better-Horse-10';

const signedIn = async () => {
  const behind = await clientBehind(await poolWith({ users: [ada] }));
  await behind.cognito.authenticate(PASSWORD);
  return behind;
};

test('a changed password whose answer is lost, over a connection that was kept, is not sent twice', async () => {
  const { network, cognito } = await signedIn();
  await cognito.getUser();
  network.lose('ChangePassword');
  const error = await errorOf(cognito.changePassword(PASSWORD, NEXT));
  expect(error).toMatchObject({ mayHaveSucceeded: true, advice: expect.stringMatching(/new password/) });
  expect(network.arrived.filter(name => name === 'ChangePassword')).toHaveLength(1);
  expect((await cognito.authenticate(NEXT)).username).toBe('ada');
});

test('a connection that closed while it was idle costs no change of a password', async () => {
  const { network, cognito } = await signedIn();
  await cognito.getUser();
  network.hangUp();
  await cognito.changePassword(PASSWORD, NEXT);
  expect((await cognito.authenticate(NEXT)).username).toBe('ada');
});

test('a registration whose answer is lost does not say that the name is taken', async () => {
  const { network, cognito } = await clientBehind(await poolWith(), { username: 'sue' });
  network.lose('SignUp');
  const registering = cognito.register({ password: PASSWORD, attributes: { email: 'sue@example.com' } });
  await expect(registering).rejects.toMatchObject({
    mayHaveSucceeded: true,
    advice: expect.stringMatching(/resendConfirmationCode/),
  });
  expect(await cognito.resendConfirmationCode()).toMatchObject({ medium: 'EMAIL' });
});

test('a deleted account whose answer is lost is deleted, and its tokens are dropped', async () => {
  const { network, cognito } = await signedIn();
  network.lose('DeleteUser');
  await cognito.deleteUser();
  expect(cognito.tokens).toBeUndefined();
});

test('where all answers to a deletion are lost, the next one drops the tokens', async () => {
  const { network, cognito } = await signedIn();
  network.lose('DeleteUser', 3);
  await expect(cognito.deleteUser()).rejects.toMatchObject({ mayHaveSucceeded: true });
  expect(cognito.tokens).toBeDefined();
  await expect(cognito.deleteUser()).rejects.toMatchObject({ code: 'ACCESS_TOKEN_REVOKED' });
  expect(cognito.tokens).toBeUndefined();
});
