import { createHmac } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { ada, CLIENT_SECRET, PASSWORD, TOTP_SECRET } from '../helpers/pool.js';

const SCRIPT_NAME = '<script>alert("ada")</script>';
const WRONG = 'Wrong-Horse-9';

let pool: LocalPool;
beforeAll(async () => {
  pool = await startLocalPool({
    strict: true,
    consoleHosts: ['pool.example.com'],
    seed: {
      clients: [
        { clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
        { clientId: 'confidential', clientSecret: CLIENT_SECRET },
      ],
      groups: [{ name: 'admins', description: '<i>all</i>' }],
      users: [
        { ...ada, groups: ['admins'], totpSecret: TOTP_SECRET },
        { ...ada, username: SCRIPT_NAME, attributes: { email: 'mallory@example.com', name: '<b>M</b>' } },
      ],
    },
  });
});
afterAll(() => pool.close());

const secretHash = () =>
  createHmac('sha256', CLIENT_SECRET).update('adaconfidential').digest('base64').replaceAll('=', '');

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly page: string;
}

interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Unlike `fetch`, Node's client sends whatever Host there is to be. */
const send = (path: string, { method = 'GET', headers = {}, body }: Sending = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(`${pool.endpoint}${path}`, { method, headers, agent: false }, async response =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        page: await text(response),
      }),
    )
      .on('error', reject)
      .end(body);
  });

/** What the browser sends with a button of the console. */
const fromOwnPage = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
const press = (path: string, body = '') => send(path, { method: 'POST', headers: fromOwnPage, body });
const pageOf = async (path: string): Promise<string> => (await send(path)).page;
const inPool = (path: string) => `/_local/console/${pool.userPoolId}/${path}`;

const call = async (operation: string, input: object, headers = {}) => {
  const response = await fetch(pool.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`, ...headers },
    body: JSON.stringify(input),
  });
  return JSON.parse((await response.text()) || '{}');
};

const signIn = (parameters: object, ClientId = 'app', AuthFlow = 'USER_PASSWORD_AUTH') =>
  call('InitiateAuth', { ClientId, AuthFlow, AuthParameters: { USERNAME: 'ada', ...parameters } });

const SIGNED = { authorization: 'AWS4-HMAC-SHA256 Credential=local, Signature=any' };

/** The newest request, as it reads in the list. */
const newest = async (): Promise<string> =>
  plain(/<ol class="requests"[^>]*><li>(.*?)<\/li>/s.exec(await pageOf('/_local/'))?.[1] ?? '');
const plain = (page: string): string => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** The number of the newest request. */
const newestId = async (): Promise<string> =>
  (await send('/_local/console/requests')).headers['x-last'] as string;

interface Case {
  readonly refuse: () => Promise<unknown>;
  /** What the list says of it. */
  readonly says: readonly string[];
  /** What is only there once it is asked for. */
  readonly secrets?: readonly string[];
}

let accessToken: string;

const refusals: Readonly<Record<string, Case>> = {
  'a wrong password': {
    refuse: () => signIn({ PASSWORD: WRONG }),
    says: ['checkPasswordAttempt', 'Expected the password of ada', 'Sent another password'],
    secrets: [WRONG],
  },
  'a client secret without SECRET_HASH': {
    refuse: () => signIn({ SRP_A: 'ab' }, 'confidential', 'USER_SRP_AUTH'),
    says: [
      'checkSecretHash',
      'HMAC-SHA256(client secret, &quot;adaconfidential&quot;)',
      'Sent no SECRET_HASH',
    ],
    secrets: [secretHash()],
  },
  'a flow that the app client does not allow': {
    refuse: () => signIn({ SRP_A: 'ab' }, 'app', 'USER_SRP_AUTH'),
    says: [
      'requireFlow',
      'with ALLOW_USER_SRP_AUTH',
      'Sent USER_SRP_AUTH; the client allows ALLOW_USER_PASSWORD_AUTH',
    ],
  },
  'a parameter that is missing': {
    refuse: () => signIn({}),
    says: ['required', 'Expected PASSWORD', 'Sent nothing'],
  },
  'an app client that is not there': {
    refuse: () => signIn({ PASSWORD }, 'other'),
    says: ['PoolDirectory.poolOf', 'Expected one of app, confidential', 'Sent other'],
  },
  'a code that is wrong': {
    refuse: async () => {
      await call('ForgotPassword', { ClientId: 'app', Username: 'ada' });
      await call('ConfirmForgotPassword', { ...RESET, ConfirmationCode: '000000x' });
    },
    says: ['Codes.require', 'sent to ada@example.com', 'Sent another code'],
    secrets: ['000000x'],
  },
  'a code that has expired': {
    refuse: async () => {
      await call('ForgotPassword', { ClientId: 'app', Username: 'ada' });
      pool.clock.advance(3601);
      await call('ConfirmForgotPassword', { ...RESET, ConfirmationCode: '111111x' });
    },
    says: ['Codes.require', 'ExpiredCodeException', 'Expected a code before 20', 'Sent one at 20'],
    secrets: ['111111x'],
  },
  'an access token that has expired': {
    refuse: async () => {
      ({ accessToken } = await pool.tokensFor('ada', { clientId: 'app' }));
      pool.clock.advance(3601);
      await call('GetUser', { AccessToken: accessToken });
    },
    says: ['Tokens.authenticate', 'Access Token has expired', 'Expected a use before 20', 'Sent one at 20'],
  },
  'a member that --strict refuses': {
    refuse: () =>
      call(
        'UpdateUserPool',
        { UserPoolId: pool.userPoolId, UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
        SIGNED,
      ),
    says: ['refuseUnmodelled', 'it runs with --strict', 'UserPoolAddOns'],
  },
  'an administrator without a signature': {
    refuse: () => call('AdminGetUser', { UserPoolId: pool.userPoolId, Username: 'ada' }),
    says: ['readCall', 'the header Authorization', 'Sent no such header'],
  },
  'a value out of range': {
    refuse: () => call('ListUsers', { UserPoolId: pool.userPoolId, Limit: 1000 }, SIGNED),
    says: ['validate', 'limit: Member must have value less than or equal to 60', 'Sent limit'],
  },
};

const RESET = { ClientId: 'app', Username: 'ada', Password: 'Correct-Horse-10' };

test.each(Object.entries(refusals))(
  'the console says why the pool refuses %s',
  async (_, { refuse, says, secrets = [] }) => {
    await refuse();
    const shown = await newest();
    for (const words of says) expect(shown).toContain(words);
    const path = `/_local/console/requests/${await newestId()}`;
    const [hidden, clear] = [await pageOf(path), (await press(path)).page];
    for (const words of says) expect(plain(hidden)).toContain(words);
    for (const secret of secrets) {
      expect(shown + hidden).not.toContain(secret);
      expect(clear).toContain(secret);
    }
  },
);

test('what a sign-in sends and gets is hidden until a person asks for it', async () => {
  const { AuthenticationResult } = await signIn({ PASSWORD });
  const path = `/_local/console/requests/${await newestId()}`;
  const [hidden, clear] = [await pageOf(path), (await press(path)).page];
  for (const secret of [
    PASSWORD,
    ...Object.values(AuthenticationResult).filter(value => String(value).length > 20),
  ]) {
    expect(hidden).not.toContain(secret);
    expect(await pageOf('/_local/')).not.toContain(secret);
    expect(clear).toContain(secret);
  }
  expect(hidden).toContain('USER_PASSWORD_AUTH');
});

test('the secrets of a user and of an app client are hidden until a person asks for them', async () => {
  for (const [path, secret] of [
    [inPool('users/ada'), TOTP_SECRET],
    [inPool('clients/confidential'), CLIENT_SECRET],
  ] as const) {
    expect(await pageOf(path)).not.toContain(secret);
    expect((await press(path)).page).toContain(secret);
  }
});

test('a user is found by the beginning of a name or an address, and shown with groups and sessions', async () => {
  await signIn({ PASSWORD });
  expect(plain(await pageOf(inPool('users?q=ada%40')))).toContain('ada@example.com');
  expect(plain(await pageOf(inPool('users?q=ada%40')))).not.toContain('mallory');
  expect(plain(await pageOf(inPool('users?q=nobody')))).toContain('No user is found by that.');
  const shown = plain(await pageOf(inPool('users/ada')));
  for (const words of ['CONFIRMED', 'admins', '+441234569934', 'email_verified true', 'active'])
    expect(shown).toContain(words);
  expect(plain(await pageOf(inPool('groups/admins')))).toContain('ada@example.com');
});

test('names and values that are HTML are shown as text', async () => {
  await call('InitiateAuth', {
    ClientId: 'app',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: SCRIPT_NAME, PASSWORD: WRONG },
  });
  const name = encodeURIComponent(SCRIPT_NAME);
  const paths = [
    '/_local/',
    `/_local/console/requests/${await newestId()}`,
    inPool('users'),
    inPool(`users/${name}`),
  ];
  for (const path of [...paths, inPool('groups'), inPool('groups/admins'), inPool(`users?q=${name}`)]) {
    const page = await pageOf(path);
    expect(page).not.toMatch(/<script>|<b>M|<i>all/);
    expect(page).toMatch(/&lt;(script|i)&gt;/);
  }
  const { page, status } = await press('/_local/console/token', `token=${name}`);
  expect([status, page.includes('<script>')]).toEqual([200, false]);
});

test('the inbox has the codes that were sent', async () => {
  await call('ForgotPassword', { ClientId: 'app', Username: 'ada' });
  const code = pool.messages.list().at(-1)?.code;
  const page = await pageOf('/_local/console/inbox');
  expect(page).toContain(`data-copy="${code}"`);
  expect(plain(page)).toContain('ForgotPassword to ada@example.com for ada');
});

test('the temporary password of an invitation is hidden until a person asks for it', async () => {
  const invited = { Username: 'grace', UserAttributes: [{ Name: 'email', Value: 'grace@example.com' }] };
  await call('AdminCreateUser', { UserPoolId: pool.userPoolId, ...invited }, SIGNED);
  const password = pool.messages.list().at(-1)?.code;
  expect(await pageOf('/_local/console/inbox')).not.toContain(password);
  expect((await press('/_local/console/inbox')).page).toContain(`data-copy="${password}"`);
});

test('new items alone are what the script of a live page gets', async () => {
  const before = await newestId();
  await signIn({ PASSWORD });
  await signIn({ PASSWORD: WRONG });
  const { page, headers } = await send(`/_local/console/requests?after=${before}`);
  expect(page.match(/<li>/g)).toHaveLength(2);
  expect(headers['x-last']).toBe(String(Number(before) + 2));
  const refused = await send(`/_local/console/requests?after=${before}&refused=1`);
  expect(refused.page.match(/<li>/g)).toHaveLength(1);
});

test('a token is taken apart, and said to be expired, revoked, altered or unknown', async () => {
  const inspect = async (token: string) =>
    plain((await press('/_local/console/token', new URLSearchParams({ token }).toString())).page);
  const { AccessToken, RefreshToken } = (await signIn({ PASSWORD })).AuthenticationResult;
  const good = await inspect(AccessToken);
  for (const words of [
    'An access token',
    `by pool ${pool.userPoolId}`,
    '✓ not expired',
    '✓ not revoked',
    'Good until (exp)',
  ])
    expect(good).toContain(words);
  expect(good).toMatch(/, in 5\d minutes/);
  expect(await inspect(`${AccessToken.slice(0, -8)}AAAAAAAA`)).toContain('✕ wrong');
  expect(await inspect(RefreshToken)).toContain('A refresh token');
  await call('RevokeToken', { ClientId: 'app', Token: RefreshToken });
  expect(await inspect(AccessToken)).toContain('✕ revoked');
  pool.clock.advance(7200);
  expect(await inspect(AccessToken)).toContain('✕ expired');
  expect(await inspect('nonsense')).toContain('no refresh token that a pool of this server gave out');
});

test('the clock moves by the form, and says what makes no sense', async () => {
  const before = pool.clock.now();
  expect((await press('/_local/console/clock', 'count=2&unit=hours')).status).toBe(303);
  expect(pool.clock.now() - before).toBeGreaterThanOrEqual(7_200_000);
  for (const body of ['count=x&unit=hours', 'count=1&unit=years', 'count=9e9&unit=days', ''])
    expect((await press('/_local/console/clock', body)).status).toBe(400);
});

test('every page has headers that keep it to itself', async () => {
  for (const path of ['/_local/', inPool('users'), '/_local/console/console.js', '/_local/console/nowhere']) {
    const { headers } = await send(path);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('what is not there is not found', async () => {
  for (const path of [
    inPool('users?from=nowhere'),
    inPool('users/nobody'),
    inPool('groups/none'),
    '/_local/console/requests/0',
    '/_local/console/eu-west-1_Other/users',
  ])
    expect((await send(path)).status).toBe(404);
});

const port = () => new URL(pool.endpoint).port;

test('the console opens under names that only this machine or its network can have', async () => {
  const open = [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '192.168.1.9',
    'cognito',
    'host.docker.internal',
    'pool.example.com',
  ];
  for (const name of open) {
    const { status } = await send('/_local/', { headers: { host: `${name}:${port()}` } });
    expect([name, status]).toEqual([name, 200]);
  }
  for (const name of ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io']) {
    const { status, page } = await send('/_local/', { headers: { host: `${name}:${port()}` } });
    expect([name, status, page.includes('ada')]).toEqual([name, 403, false]);
  }
});

const OTHER_PAGES: readonly Readonly<Record<string, string>>[] = [
  { origin: 'http://evil.example' },
  { origin: 'null' },
  { origin: 'http://localhost:1' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  {},
];

test.each(OTHER_PAGES)('a button of the console is not pressed from elsewhere: %j', async headers => {
  const before = pool.clock.now();
  const sending = { method: 'POST', headers: { ...headers, 'content-type': fromOwnPage['content-type'] } };
  const answer = await send('/_local/console/clock', { ...sending, body: 'count=2&unit=days' });
  expect(answer.status).toBe(403);
  expect(pool.clock.now() - before).toBeLessThan(86_400_000);
  expect((await send(inPool('users/ada'), sending)).page).not.toContain(TOTP_SECRET);
  expect((await send(inPool('users'), { ...sending, method: 'PUT' })).status).toBe(403);
});

const BROWSER = { 'user-agent': 'Mozilla/5.0' };

test('the controls serve every program, and browsers only for pages of this machine', async () => {
  const advance = async (headers: Readonly<Record<string, string>>) =>
    (await send('/_local/clock', { method: 'POST', headers, body: '{"advanceSeconds":1}' })).status;
  const host = (name: string) => ({ host: `${name}:${port()}` });
  for (const headers of [
    {},
    host('cognito'),
    host('host.docker.internal'),
    host('pool.some-company.example'),
    { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site', ...BROWSER },
    { ...host('cognito'), origin: `http://cognito:${port()}`, ...BROWSER },
  ])
    expect([headers, await advance(headers)]).toEqual([headers, 200]);
  for (const headers of [
    { origin: 'http://evil.example', ...BROWSER },
    { origin: 'null', ...BROWSER },
    { 'sec-fetch-site': 'cross-site', ...BROWSER },
    // The name of a stranger that leads here.
    { ...host('evil.example'), origin: `http://evil.example:${port()}`, ...BROWSER },
  ])
    expect([headers, await advance(headers)]).toEqual([headers, 403]);
  const read = (headers: object) =>
    send('/_local/messages', { headers: { ...host('evil.example'), ...headers } });
  expect((await read({})).status).toBe(200);
  expect((await read(BROWSER)).status).toBe(403);
});

test('a request whose body is long is shown without it, and many requests do not fill the memory', async () => {
  await signIn({ PASSWORD: 'x'.repeat(20_000) });
  expect(plain((await press(`/_local/console/requests/${await newestId()}`)).page)).toContain(
    'longer than 16 kB',
  );
  const first = await newestId();
  for (let i = 0; i < 510; i += 30)
    await Promise.all(Array.from({ length: 30 }, () => call('ListUserPools', { MaxResults: 1 }, SIGNED)));
  expect((await send(`/_local/console/requests/${first}`)).status).toBe(404);
  expect((await pageOf('/_local/')).match(/<li>\n<a href/g)).toHaveLength(500);
});

test('a pool without the console has no page, and all its controls', async () => {
  await using without = await startLocalPool({ console: false });
  expect((await fetch(`${without.endpoint}/_local/`)).status).toBe(404);
  expect((await fetch(`${without.endpoint}/_local/console/inbox`)).status).toBe(404);
  expect((await fetch(`${without.endpoint}/_local/messages`)).status).toBe(200);
});

test('a fault that a test asked for, and one of the Gates backend, are told as such', async () => {
  pool.faults.add({ operation: 'GetUser', error: 'throttle' });
  await call('GetUser', { AccessToken: 'x' });
  const throttled = await newest();
  for (const words of ['TooManyRequestsException', 'Faults.meet', 'the controls asked for this fault'])
    expect(throttled).toContain(words);
  await fetch(`${pool.endpoint}/gates/get-all-users`);
  expect(await newest()).toContain('gates/get-all-users - ✕ refused');
});
