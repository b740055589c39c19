import { revokeOtherSessions } from 'portcullis/http/session';
import { all } from '../helpers/managers.js';
import { ada, clientOf, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

test('somebody sees where they are signed in, and ends the session on a lost phone', async () => {
  const pool = await poolWith({ UserSessionTracking: 'ENABLED', users: [ada] });
  const [here, lost] = [clientOf(pool), clientOf(pool)];
  await lost.authenticate(PASSWORD);
  await here.authenticate(PASSWORD);
  const sessions = await all(here.listSessions());
  expect(sessions.map(({ current }) => current)).toEqual([false, true]);
  expect(sessions[0]).toMatchObject({ type: 'TOKEN', clientId: 'app', createdAt: expect.any(Date) });

  await here.revokeSession(sessions[0]?.sessionId ?? '');
  await expect(lost.getUser()).rejects.toMatchObject({ code: 'ACCESS_TOKEN_REVOKED' });
  await expect(lost.renewAccessToken()).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
  await here.getUser();
  await expect(all(here.listSessions())).resolves.toHaveLength(1);
});

test('somebody ends all their other sessions at once', async () => {
  const pool = await poolWith({
    UserSessionTracking: 'ENABLED',
    users: [ada, { username: 'eve', password: PASSWORD }],
  });
  const [here, phone, tablet] = [clientOf(pool), clientOf(pool), clientOf(pool)];
  const stranger = clientOf(pool, { username: 'eve' });
  for (const person of [here, phone, tablet, stranger]) await person.authenticate(PASSWORD);
  expect(await revokeOtherSessions(here)).toBe(2);
  for (const person of [phone, tablet])
    await expect(person.renewAccessToken()).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
  for (const person of [here, stranger]) await person.renewAccessToken();
  expect(await revokeOtherSessions(here)).toBe(0);
});

test('the session that asks is not ended, nor one that belongs to somebody else', async () => {
  const pool = await poolWith({
    UserSessionTracking: 'ENABLED',
    users: [ada, { username: 'eve', password: PASSWORD }],
  });
  const [mine, hers] = [clientOf(pool), clientOf(pool, { username: 'eve' })];
  await mine.authenticate(PASSWORD);
  await hers.authenticate(PASSWORD);
  const [own] = await all(mine.listSessions());
  await expect(mine.revokeSession(own?.sessionId ?? '')).rejects.toMatchObject({ code: 'INVALID_PARAMETER' });
  await expect(hers.revokeSession(own?.sessionId ?? '')).rejects.toMatchObject({
    code: 'RESOURCE_NOT_FOUND',
  });
  await mine.renewAccessToken();
});

test('a session that expired is no longer listed', async () => {
  const pool = await poolWith({
    UserSessionTracking: 'ENABLED',
    clients: [{ clientId: 'app', RefreshTokenValiditySeconds: 3_600 }],
    users: [ada],
  });
  await clientOf(pool).authenticate(PASSWORD);
  pool.clock.advance(3_601);
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD);
  await expect(all(cognito.listSessions())).resolves.toMatchObject([{ current: true }]);
});
