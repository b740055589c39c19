import { Cognito } from 'portcullis';
import { startLocalPool } from 'portcullis/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import seed from '../pool.json' with { type: 'json' };

let pool;
beforeAll(async () => {
  pool = await startLocalPool({ seed });
});
afterAll(() => pool.close());

test('someone registers, and signs in once the address is confirmed', async () => {
  const { userPoolId, endpoint } = pool;
  const cognito = new Cognito({ userPoolId, endpoint, clientId: 'app', username: 'zoe' });
  await cognito.register({ password: 'Correct-Horse-9', attributes: { email: 'zoe@example.com' } });
  await expect(cognito.authenticate('Correct-Horse-9')).rejects.toMatchObject({ code: 'USER_NOT_CONFIRMED' });

  const { code } = await pool.messages.next({ to: 'zoe@example.com' });
  await cognito.confirmSignUp(code);
  expect(await cognito.authenticate('Correct-Horse-9')).toMatchObject({ username: 'zoe' });
  cognito.close();
});
