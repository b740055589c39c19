import {
  InvalidTokenError,
  MissingAuthorizationError,
  TokenExpiredError,
  UnauthorizedGroupError,
} from 'portcullis/errors';
import type { Principal } from 'portcullis/verify';
import { administratorOf, groupsOf } from '../helpers/managers.js';
import { ada, clientOf, closeAfterEach, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const people = {
  clients: [{ clientId: 'app' }, { clientId: 'other' }],
  groups: [{ name: 'admins' }, { name: 'staff' }],
  users: [
    { ...ada, groups: ['admins', 'staff'] },
    { username: 'bob', password: PASSWORD, groups: ['staff'] },
    { username: 'eve', password: PASSWORD },
  ],
};

async function signedIn() {
  const pool = await poolWith(people);
  const person = async (username: string) => {
    const cognito = clientOf(pool, { username });
    await cognito.authenticate(PASSWORD);
    return cognito;
  };
  const [adaIn, bobIn, eveIn] = await Promise.all(['ada', 'bob', 'eve'].map(person));
  if (!adaIn || !bobIn || !eveIn) throw new Error('a sign-in failed');
  return { pool, groups: groupsOf(pool, { clientId: 'app' }), ada: adaIn, bob: bobIn, eve: eveIn };
}

/** The same token with other claims and the old signature. */
function forged(token: string, claims: object): string {
  const [header, payload = '', signature] = token.split('.');
  const read = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [header, Buffer.from(JSON.stringify({ ...read, ...claims })).toString('base64url'), signature].join(
    '.',
  );
}

describe('the groups of a token', () => {
  test('are read from access and id tokens that verify', async () => {
    const { groups, ada, eve } = await signedIn();
    await expect(groups.groupsFromToken(await ada.getAccessToken())).resolves.toEqual(['admins', 'staff']);
    await expect(groups.groupsFromToken(await ada.getIdToken())).resolves.toEqual(['admins', 'staff']);
    await expect(groups.groupsFromToken(await eve.getAccessToken())).resolves.toEqual([]);
  });

  test('are believed unverified only where the name says so', async () => {
    const { groups, eve } = await signedIn();
    const token = forged(await eve.getAccessToken(), { 'cognito:groups': ['admins'] });
    await expect(groups.groupsFromToken(token)).rejects.toBeInstanceOf(InvalidTokenError);
    expect(groups.groupsFromTokenUnverified(token)).toEqual(['admins']);
    const odd = forged(await eve.getAccessToken(), { 'cognito:groups': 'admins' });
    expect(() => groups.groupsFromTokenUnverified(odd)).toThrow(InvalidTokenError);
    expect(() => groups.groupsFromTokenUnverified('no token')).toThrow(InvalidTokenError);
  });

  test('need an app client to be named, or any to be allowed in so many words', async () => {
    const { pool, ada } = await signedIn();
    const token = await ada.getAccessToken();
    await expect(groupsOf(pool).groupsFromToken(token)).rejects.toThrow(/clientId is missing/);
    await expect(groupsOf(pool, { clientId: 'other' }).groupsFromToken(token)).rejects.toBeInstanceOf(
      InvalidTokenError,
    );
    await expect(groupsOf(pool, { clientId: null }).groupsFromToken(token)).resolves.toContain('admins');
  });
});

describe('a guard', () => {
  test('takes a token, a principal or a client, and passes on who it is', async () => {
    const { groups, ada } = await signedIn();
    const drop = groups.requireGroups('admins')(
      (who, table: string, count: number) => `${who.username} dropped ${count} ${table}`,
    );
    const { access } = await ada.verifyTokens();
    for (const caller of [await ada.getAccessToken(), await ada.getIdToken(), access, ada])
      await expect(drop(caller, 'orders', 2)).resolves.toBe('ada dropped 2 orders');
  });

  test('refuses everyone else, and does not run the function', async () => {
    const { groups, bob, eve } = await signedIn();
    let ran = false;
    const drop = groups.requireGroups('admins')(() => {
      ran = true;
    });
    for (const caller of [bob, eve, await bob.getIdToken(), (await eve.verifyTokens()).id]) {
      const refused = await errorOf<UnauthorizedGroupError>(drop(caller));
      expect(refused).toBeInstanceOf(UnauthorizedGroupError);
      expect(refused).toMatchObject({ status: 403, requiredGroups: ['admins'] });
    }
    expect(ran).toBe(false);
  });

  test('of several groups is satisfied by one', async () => {
    const { groups, ada, bob, eve } = await signedIn();
    const read = groups.requireGroups(['admins', 'staff'])(async who => who.username);
    await expect(read(ada)).resolves.toBe('ada');
    await expect(read(bob)).resolves.toBe('bob');
    await expect(read(eve)).rejects.toBeInstanceOf(UnauthorizedGroupError);
  });

  test('of several groups asks for each with `all`', async () => {
    const { groups, ada, bob } = await signedIn();
    const read = groups.requireGroups(['admins', 'staff'], { all: true })(async who => who.username);
    await expect(read(ada)).resolves.toBe('ada');
    await expect(read(bob)).rejects.toMatchObject({
      status: 403,
      message: 'requires all of the groups: admins, staff',
    });
  });

  test('refuses what is not a good token', async () => {
    const { pool, groups, ada, eve } = await signedIn();
    const guarded = groups.requireGroups('admins')(who => who.sub);
    const token = await eve.getAccessToken();
    const { access } = await ada.verifyTokens();
    for (const none of [undefined, null, ''])
      await expect(guarded(none)).rejects.toBeInstanceOf(MissingAuthorizationError);
    await expect(guarded(forged(token, { 'cognito:groups': ['admins'] }))).rejects.toBeInstanceOf(
      InvalidTokenError,
    );
    await expect(guarded(JSON.parse(JSON.stringify(access)) as Principal)).rejects.toThrow(/Principal/);
    const expired = await ada.getAccessToken();
    pool.clock.advance(3_700);
    await administratorOf(pool).info.getUserPool();
    // The manager learns the time from the pool's own answers.
    await groups.hasGroups('ada', 'admins');
    await expect(guarded(access)).rejects.toBeInstanceOf(TokenExpiredError);
    await expect(guarded(expired)).rejects.toBeInstanceOf(TokenExpiredError);
  });

  test('does not take the admins of another pool for its own', async () => {
    const { groups } = await signedIn();
    const elsewhere = await poolWith({ ...people, userPoolId: 'eu-west-1_Elsewhere' });
    const stranger = clientOf(elsewhere);
    await stranger.authenticate(PASSWORD);
    const guarded = groups.requireGroups('admins')(who => who.username);
    for (const caller of [stranger, (await stranger.verifyTokens()).access])
      await expect(guarded(caller)).rejects.toMatchObject({
        code: 'INVALID_TOKEN',
        mismatch: { claim: 'iss' },
      });
  });

  test('passes on the errors of the function', async () => {
    const { groups, ada } = await signedIn();
    const failing = groups.requireGroups('admins')(() => {
      throw new Error('the table is locked');
    });
    await expect(failing(ada)).rejects.toThrow('the table is locked');
  });

  test('of a client verifies with the client’s own keys', async () => {
    const { ada } = await signedIn();
    await expect(ada.groups.requireGroups('admins')(who => who.username)(ada)).resolves.toBe('ada');
  });
});
