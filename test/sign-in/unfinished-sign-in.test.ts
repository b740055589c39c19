import { MemoryStore } from 'portcullis';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';
import {
  away,
  byCode,
  clientBehind,
  HELD,
  isHonoured,
  MINUTE,
  network,
  sessionOf,
  spyOnTokens,
  time,
  tracking,
  useStandIns,
} from '../helpers/stand-ins.js';
import { StoppedStore } from '../helpers/stopped-store.js';

closeAfterEach();
useStandIns();

describe('a sign-in that is not finished', () => {
  test('is revoked where its device is refused', async () => {
    const pool = await poolWith(tracking);
    const given = spyOnTokens();
    network.set('ConfirmDevice', async () => {
      const body = JSON.stringify({
        __type: 'InvalidParameterException',
        message: 'Invalid device key given.',
      });
      return new Response(body, { status: 400, headers: { 'content-type': 'application/x-amz-json-1.1' } });
    });
    const cognito = clientBehind(pool, { devices: { store: new MemoryStore().devices } });
    const { onSoftwareTokenMfa } = byCode();
    await expect(cognito.authenticate(PASSWORD, { onSoftwareTokenMfa })).rejects.toMatchObject({
      code: 'INVALID_PARAMETER',
    });
    expect(await isHonoured(pool, given[0])).toBe(false);
    await expect(cognito.getUser()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('is revoked where it is given up', async () => {
    const pool = await poolWith({ users: [ada] });
    const given = spyOnTokens();
    const controller = new AbortController();
    const revoked = new Promise<void>(resolve => {
      network.set('RevokeToken', async pass => {
        const answer = await pass();
        resolve();
        return answer;
      });
    });
    network.set('keys', away);
    const answered = network.get('RespondToAuthChallenge');
    network.set('RespondToAuthChallenge', async pass => {
      time.passed = MINUTE;
      network.set('keys', async () => {
        controller.abort();
        return await away(pass);
      });
      return await (answered ?? away)(pass);
    });
    const cognito = clientBehind(pool, { maxAttempts: 1 });
    const signingIn = cognito.authenticate(PASSWORD, { signal: controller.signal });
    await expect(signingIn).rejects.toMatchObject({ name: 'AbortError' });
    await revoked;
    expect(await isHonoured(pool, given[0])).toBe(false);
    await expect(cognito.getUser()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('is signed out while it is stored', async () => {
    const pool = await poolWith({ users: [ada] });
    const store = new MemoryStore();
    const stopped = new StoppedStore(store);
    const cognito = clientBehind(pool, { store: stopped });
    let outcome: unknown;
    stopped.stop(async () => {
      outcome = await cognito.revoke();
    });
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(outcome).toEqual({ revoked: true });
    expect(cognito.tokens).toBeUndefined();
    expect(
      await store.get({ userPoolId: pool.userPoolId, clientId: 'app', username: 'ada' }),
    ).toBeUndefined();
  });

  test('can be signed out together with the session before it', async () => {
    const pool = await poolWith({ users: [ada] });
    const before = await pool.tokensFor('ada');
    const cognito = clientBehind(pool, sessionOf(before));
    const given = spyOnTokens();
    network.set('keys', away);
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
    expect(await cognito.revoke()).toEqual({ revoked: true });
    expect(await isHonoured(pool, before.refreshToken)).toBe(false);
    expect(await isHonoured(pool, given[0])).toBe(false);
  });

  test('can be signed out', async () => {
    const pool = await poolWith({ users: [ada] });
    const given = spyOnTokens();
    network.set('keys', away);
    const cognito = clientBehind(pool);
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
    expect(await cognito.revoke()).toEqual({ revoked: true });
    expect(await isHonoured(pool, given[0])).toBe(false);
    await expect(cognito.getUser()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('leaves the session before it to serve', async () => {
    const pool = await poolWith({ users: [ada] });
    const before = await pool.tokensFor('ada');
    const { accessToken } = before;
    const cognito = clientBehind(pool, sessionOf(before));
    network.set('keys', away);
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ advice: HELD });
    expect(await cognito.getAccessToken()).toBe(accessToken);
    network.clear();
    time.passed = MINUTE;
    expect(await cognito.getAccessToken()).not.toBe(accessToken);
  });
});
