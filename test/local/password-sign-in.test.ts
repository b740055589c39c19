import { createHmac } from 'node:crypto';
import { ada, CLIENT_SECRET, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../helpers/sdk.js';

closeAfterEach();

const everyFlow = {
  clientId: 'app',
  ExplicitAuthFlows: [
    'ALLOW_USER_SRP_AUTH' as const,
    'ALLOW_USER_PASSWORD_AUTH' as const,
    'ALLOW_REFRESH_TOKEN_AUTH' as const,
  ],
};
const hiding = { ...everyFlow, PreventUserExistenceErrors: 'ENABLED' as const };

const passwordAuth = (USERNAME: string, PASSWORD: string, more: Record<string, string> = {}) => ({
  AuthFlow: 'USER_PASSWORD_AUTH' as const,
  ClientId: 'app',
  AuthParameters: { USERNAME, PASSWORD, ...more },
});

const attempt = (password = PASSWORD) => ({ ClientId: 'app', username: 'ada', password });

const INCORRECT = refusal('NotAuthorizedException', 'Incorrect username or password.');
const EXCEEDED = refusal('NotAuthorizedException', 'Password attempts exceeded');

test('SRP and the plain password let the same user in', async () => {
  const pool = await poolWith({ clients: [everyFlow], users: [ada] });
  const srp = await signInOverSrp(pool, attempt());
  const plain = await sdkFor(pool).initiateAuth(passwordAuth('ada', PASSWORD));
  for (const { AuthenticationResult, ChallengeParameters } of [srp, plain]) {
    expect(ChallengeParameters).toEqual({});
    expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
    expect(AuthenticationResult?.RefreshToken?.split('.')).toHaveLength(5);
  }
});

test('a client has to allow the flow', async () => {
  const pool = await poolWith({ users: [ada] });
  expect(await refusalOf(sdkFor(pool).initiateAuth(passwordAuth('ada', PASSWORD)))).toEqual(
    refusal('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
  );
});

describe('the proof of the password', () => {
  test('PASSWORD_VERIFIER is asked without a Session', async () => {
    const pool = await poolWith({ users: [ada] });
    const asked = await sdkFor(pool).initiateAuth({
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: 'app',
      AuthParameters: { USERNAME: 'ada', SRP_A: 'abc123' },
    });
    expect(asked.Session).toBeUndefined();
    expect(Object.keys(asked.ChallengeParameters ?? {}).sort()).toEqual([
      'SALT',
      'SECRET_BLOCK',
      'SRP_B',
      'USERNAME',
      'USER_ID_FOR_SRP',
    ]);
  });

  test.each([
    ['a password that is wrong', { password: 'Wrong-Horse-9' }],
    ['a signature that is wrong', { second: () => ({ PASSWORD_CLAIM_SIGNATURE: btoa('no') }) }],
    ['a secret block that nobody sent', { second: () => ({ PASSWORD_CLAIM_SECRET_BLOCK: btoa('no') }) }],
    ['a padded day', { second: () => ({ TIMESTAMP: 'Tue Sep 05 08:09:07 UTC 2023' }) }],
  ])('%s is refused', async (_, bend) => {
    const pool = await poolWith({ users: [ada] });
    expect(await refusalOf(signInOverSrp(pool, { ...attempt(), ...bend }))).toEqual(INCORRECT);
  });

  test('a timestamp that cannot be read is named', async () => {
    const pool = await poolWith({ users: [ada] });
    const second = () => ({ TIMESTAMP: '2023-09-05T08:09:07Z' });
    expect(await refusalOf(signInOverSrp(pool, { ...attempt(), second }))).toEqual(
      refusal(
        'InvalidParameterException',
        'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
      ),
    );
  });
});

describe('users who do not exist', () => {
  test('are told of by a client with legacy errors', async () => {
    const pool = await poolWith({ clients: [everyFlow] });
    const unknown = refusal('UserNotFoundException', 'User does not exist.');
    expect(await refusalOf(sdkFor(pool).initiateAuth(passwordAuth('bob', PASSWORD)))).toEqual(unknown);
    expect(await refusalOf(signInOverSrp(pool, { ...attempt(), username: 'bob' }))).toEqual(unknown);
  });

  test('look like a wrong password to a client that prevents existence errors', async () => {
    const pool = await poolWith({ clients: [hiding], users: [ada] });
    expect(await refusalOf(sdkFor(pool).initiateAuth(passwordAuth('bob', PASSWORD)))).toEqual(INCORRECT);
    expect(await refusalOf(signInOverSrp(pool, { ...attempt(), username: 'bob' }))).toEqual(INCORRECT);
  });

  test('get the same salt each time they are asked for, and a UUID for a name', async () => {
    const pool = await poolWith({ clients: [hiding] });
    const ask = (USERNAME: string) =>
      sdkFor(pool).initiateAuth({
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: 'app',
        AuthParameters: { USERNAME, SRP_A: 'abc123' },
      });
    const [once, again, other] = await Promise.all([ask('bob'), ask('bob'), ask('eve')]);
    expect(once.ChallengeParameters?.SALT).toBe(again.ChallengeParameters?.SALT);
    expect(once.ChallengeParameters?.SALT).not.toBe(other.ChallengeParameters?.SALT);
    expect(once.ChallengeParameters?.SRP_B).not.toBe(again.ChallengeParameters?.SRP_B);
    expect(once.ChallengeParameters?.USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe('the state of the account', () => {
  const signIn = async (user: object, password = PASSWORD) => {
    const pool = await poolWith({ clients: [hiding], users: [{ ...ada, ...user }] });
    const byPassword = await refusalOf(sdkFor(pool).initiateAuth(passwordAuth('ada', password)));
    const bySrp = await refusalOf(signInOverSrp(pool, attempt(password)));
    expect(bySrp).toEqual(byPassword);
    return byPassword;
  };

  test('a disabled user is told so', async () => {
    expect(await signIn({ enabled: false })).toEqual(refusal('NotAuthorizedException', 'User is disabled.'));
  });

  test('an unconfirmed user is told so, even with a wrong password', async () => {
    expect(await signIn({ status: 'UNCONFIRMED' }, 'Wrong-Horse-9')).toEqual(
      refusal('UserNotConfirmedException', 'User is not confirmed.'),
    );
  });

  test('a user whose password was reset has to set another', async () => {
    expect(await signIn({ status: 'RESET_REQUIRED' })).toMatchObject({
      name: 'PasswordResetRequiredException',
    });
  });

  test('a temporary password lapses after its days', async () => {
    const pool = await poolWith({
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 2 } },
      users: [{ ...ada, status: 'FORCE_CHANGE_PASSWORD' }],
    });
    expect((await signInOverSrp(pool, attempt())).ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    pool.clock.advance(2 * 86_400);
    expect(await refusalOf(signInOverSrp(pool, attempt()))).toEqual(
      refusal(
        'NotAuthorizedException',
        'Temporary password has expired and must be reset by an administrator.',
      ),
    );
  });
});

describe('too many failures', () => {
  const failing = async (times: number) => {
    const pool = await poolWith({ clients: [everyFlow], users: [ada] }, { clock: () => 1_800_000_000_000 });
    const sdk = sdkFor(pool);
    const fail = () => refusalOf(sdk.initiateAuth(passwordAuth('ada', 'Wrong-Horse-9')));
    for (let i = 0; i < times; i++) expect(await fail()).toEqual(INCORRECT);
    return { pool, fail, succeed: () => sdk.initiateAuth(passwordAuth('ada', PASSWORD)) };
  };

  test('the fifth locks the user out for a second, and each further one for twice as long', async () => {
    const { pool, fail, succeed } = await failing(5);
    expect(await refusalOf(succeed())).toEqual(EXCEEDED);
    pool.clock.advance(1);
    expect(await fail()).toEqual(INCORRECT);
    pool.clock.advance(1.9);
    expect(await refusalOf(succeed())).toEqual(EXCEEDED);
    pool.clock.advance(0.1);
    expect((await succeed()).AuthenticationResult).toBeDefined();
  });

  test('a success after the lock-out forgets the failures', async () => {
    const { pool, fail, succeed } = await failing(5);
    pool.clock.advance(1);
    await succeed();
    for (let i = 0; i < 4; i++) await fail();
    expect((await succeed()).AuthenticationResult).toBeDefined();
  });

  test('fifteen idle minutes forget the failures', async () => {
    const { pool, fail, succeed } = await failing(4);
    pool.clock.advance(15 * 60);
    await fail();
    expect((await succeed()).AuthenticationResult).toBeDefined();
  });
});

test('a name that no user has locks out as a known one does, where the client hides who exists', async () => {
  const clients = [{ ...everyFlow, PreventUserExistenceErrors: 'ENABLED' as const }];
  const pool = await poolWith({ clients, users: [ada] }, { clock: () => 1_800_000_000_000 });
  const sdk = sdkFor(pool);
  const ofBoth = async (password: string) => {
    const tries = ['ada', 'nobody'].map(name => refusalOf(sdk.initiateAuth(passwordAuth(name, password))));
    return Promise.all(tries);
  };
  for (let i = 0; i < 5; i++) expect(await ofBoth('Wrong-Horse-9')).toEqual([INCORRECT, INCORRECT]);
  expect(await ofBoth('Wrong-Horse-9')).toEqual([EXCEEDED, EXCEEDED]);
  const bySrp = { ClientId: 'app', username: 'nobody', password: PASSWORD };
  expect(await refusalOf(signInOverSrp(pool, bySrp))).toEqual(EXCEEDED);
});

test('where case does not matter, a name that no user has is one name however it is typed', async () => {
  const seed = { clients: [hiding], users: [ada], UsernameConfiguration: { CaseSensitive: false } };
  const pool = await poolWith(seed, { clock: () => 1_800_000_000_000 });
  const sdk = sdkFor(pool);
  const fail = (name: string) => refusalOf(sdk.initiateAuth(passwordAuth(name, 'Wrong-Horse-9')));
  for (const [known, unknown] of [
    ['ada', 'nobody'],
    ['Ada', 'Nobody'],
    ['ADA', 'NOBODY'],
    ['aDa', 'noBody'],
    ['adA', 'nobodY'],
  ] as const)
    expect([await fail(known), await fail(unknown)]).toEqual([INCORRECT, INCORRECT]);
  expect([await fail('Ada'), await fail('NoBody')]).toEqual([EXCEEDED, EXCEEDED]);

  const ask = async (USERNAME: string) => {
    const AuthParameters = { USERNAME, SRP_A: 'abc123' };
    const asked = await sdk.initiateAuth({ AuthFlow: 'USER_SRP_AUTH', ClientId: 'app', AuthParameters });
    const { SALT, USER_ID_FOR_SRP } = asked.ChallengeParameters ?? {};
    return { SALT, USER_ID_FOR_SRP };
  };
  expect(await ask('Nobody')).toEqual(await ask('nobody'));

  const recover = (Username: string) => sdk.forgotPassword({ ClientId: 'app', Username });
  const { CodeDeliveryDetails } = await recover('nobody');
  for (let i = 1; i < 20; i++)
    expect((await recover(i % 2 ? 'NOBODY' : 'Nobody')).CodeDeliveryDetails).toEqual(CodeDeliveryDetails);
  expect(await refusalOf(recover('noBODY'))).toMatchObject({ name: 'LimitExceededException' });
});

test('a proof that was signed long ago, or is of tomorrow, is refused; the pool may be ahead of the client', async () => {
  const pool = await poolWith({ users: [ada] });
  const signIn = { ClientId: 'app', username: 'ada', password: PASSWORD };
  for (const minutes of [-10, 10])
    expect(await refusalOf(signInOverSrp(pool, { ...signIn, now: Date.now() + minutes * 60_000 }))).toEqual(
      INCORRECT,
    );
  const nearly = { ...signIn, now: Date.now() - 4 * 60_000 };
  expect((await signInOverSrp(pool, nearly)).AuthenticationResult).toBeDefined();
  pool.clock.advance(86_400);
  expect((await signInOverSrp(pool, signIn)).AuthenticationResult).toBeDefined();
  const ahead = { ...signIn, now: Date.now() + 86_400_000 };
  expect((await signInOverSrp(pool, ahead)).AuthenticationResult).toBeDefined();
});

describe('a client with a secret', () => {
  const secretHash = (username: string, secret = CLIENT_SECRET) =>
    createHmac('sha256', secret).update(`${username}app`).digest('base64');
  const poolWithSecret = (clientSecret: string | string[] = CLIENT_SECRET) =>
    poolWith({
      clients: [{ ...everyFlow, clientSecret }],
      AliasAttributes: ['email'],
      users: [ada],
    });

  test('needs SECRET_HASH', async () => {
    const pool = await poolWithSecret();
    expect(await refusalOf(sdkFor(pool).initiateAuth(passwordAuth('ada', PASSWORD)))).toEqual(
      refusal(
        'NotAuthorizedException',
        'Client app is configured with secret but SECRET_HASH was not received',
      ),
    );
  });

  test('is refused a wrong SECRET_HASH', async () => {
    const pool = await poolWithSecret();
    const SECRET_HASH = secretHash('bob');
    expect(
      await refusalOf(sdkFor(pool).initiateAuth(passwordAuth('ada', PASSWORD, { SECRET_HASH }))),
    ).toEqual(refusal('NotAuthorizedException', 'SecretHash does not match for the client: app'));
  });

  test('hashes the alias first, and the name of the challenge after', async () => {
    const pool = await poolWithSecret();
    const answer = await signInOverSrp(pool, {
      ...attempt(),
      username: 'ada@example.com',
      first: { SECRET_HASH: secretHash('ada@example.com') },
      second: userIdForSrp => ({ SECRET_HASH: secretHash(userIdForSrp) }),
    });
    expect(answer.AuthenticationResult).toBeDefined();
  });

  test('refreshes with the hash of the stored name, not of the alias', async () => {
    const pool = await poolWithSecret();
    const sdk = sdkFor(pool);
    const email = 'ada@example.com';
    const { AuthenticationResult } = await sdk.initiateAuth(
      passwordAuth(email, PASSWORD, { SECRET_HASH: secretHash(email) }),
    );
    const refresh = (SECRET_HASH: string) =>
      sdk.initiateAuth({
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        ClientId: 'app',
        AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '', SECRET_HASH },
      });
    expect(await refusalOf(refresh(secretHash(email)))).toMatchObject({ name: 'NotAuthorizedException' });
    expect((await refresh(secretHash('ada'))).AuthenticationResult?.RefreshToken).toBeUndefined();
  });

  test('may have two secrets while one replaces the other', async () => {
    const pool = await poolWithSecret(['oldsecret', 'newsecret']);
    for (const secret of ['oldsecret', 'newsecret']) {
      const SECRET_HASH = secretHash('ada', secret);
      const answer = await sdkFor(pool).initiateAuth(passwordAuth('ada', PASSWORD, { SECRET_HASH }));
      expect(answer.AuthenticationResult).toBeDefined();
    }
  });
});

describe('the names that sign a user in', () => {
  test('are the username and verified aliases, and SRP goes on with the username', async () => {
    const pool = await poolWith({ AliasAttributes: ['email', 'phone_number'], users: [ada] });
    for (const username of ['ada', 'ada@example.com', '+441234569934']) {
      const answer = await signInOverSrp(pool, { ...attempt(), username });
      expect(answer.AuthenticationResult).toBeDefined();
    }
  });

  test('leave out an alias that is not verified', async () => {
    const attributes = { email: 'ada@example.com', email_verified: 'false' };
    const pool = await poolWith({ AliasAttributes: ['email'], users: [{ ...ada, attributes }] });
    expect(await refusalOf(signInOverSrp(pool, { ...attempt(), username: 'ada@example.com' }))).toMatchObject(
      {
        name: 'UserNotFoundException',
      },
    );
  });

  test('differ by case unless the pool says otherwise', async () => {
    const strict = await poolWith({ users: [ada] });
    const username = 'ADA';
    expect(await refusalOf(signInOverSrp(strict, { ...attempt(), username }))).toMatchObject({
      name: 'UserNotFoundException',
    });
    const lenient = await poolWith({ UsernameConfiguration: { CaseSensitive: false }, users: [ada] });
    expect((await signInOverSrp(lenient, { ...attempt(), username })).AuthenticationResult).toBeDefined();
  });
});
