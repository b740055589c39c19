import { Cognito } from 'portcullis';
import { wanted } from '../../examples/web/addresses.js';
import { poolOf } from '../../examples/web/settings.js';
import { PASSWORD } from '../helpers/pool.js';
import { heading, loading, notice, problem, signIn, submit, useSite, type Visit } from '../helpers/site.js';

const visit = useSite();

const HOUR = 3600;

/** Ends all of Ada's sessions, as she would from another machine. */
async function signOutElsewhere({ pool, now }: Visit): Promise<void> {
  const elsewhere = new Cognito({ ...poolOf(pool), clock: now, username: 'ada@example.com' });
  await elsewhere.authenticate(PASSWORD);
  await elsewhere.logout();
  elsewhere.close();
}

test('signing in leads to the page that was wanted', async () => {
  const { page } = await visit();
  await page.goto('/admins?after=');
  expect(await notice(page)).toBe('Sign in to see that page.');
  await submit(page, 'Sign in', { 'E-mail address': 'ada@example.com', Password: 'wrong' });
  expect(await problem(page)).not.toBe('');
  await submit(page, 'Sign in', { Password: PASSWORD });
  expect(await heading(page)).toBe('People');
});

test('the page that was wanted survives a second step', async () => {
  const { page, pool } = await visit();
  await page.goto('/profile/password');
  await submit(page, 'Sign in', { 'E-mail address': 'alan@example.com', Password: PASSWORD });
  const { code } = await pool.messages.next({ to: '+441234569934' });
  await submit(page, 'Continue', { Code: code });
  expect(await heading(page)).toBe('Change your password');
});

test.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/..//evil.example',
  '/.//evil.example',
  'profile',
  '',
])('%j is nowhere to go after signing in', next => {
  expect(wanted(next)).toBe('/profile');
});

test('signing in leads to no other site', async () => {
  const { page, site } = await visit();
  await page.goto('/sign-in?next=/..//evil.example/');
  await submit(page, 'Sign in', { 'E-mail address': 'ada@example.com', Password: PASSWORD });
  expect(page.url()).toBe(`${site}/profile`);
});

test('a session whose tokens have expired is renewed without a word', async () => {
  const { page, wait } = await visit();
  await signIn(page);
  wait(2 * HOUR);
  await page.reload();
  expect(await heading(page)).toBe('Your profile');
  await submit(page, 'Save', { Name: 'Ada King' });
  expect(await notice(page)).toBe('Your name is saved.');
});

test('a session that was ended elsewhere says so and leads back', async () => {
  const visited = await visit();
  const { page } = visited;
  await signIn(page);
  await signOutElsewhere(visited);
  await page.reload();
  expect(await heading(page)).toBe('Sign in');
  expect(await notice(page)).toBe('Your session has ended. Sign in to go on.');
  await submit(page, 'Sign in', { 'E-mail address': 'ada@example.com', Password: PASSWORD });
  expect(await heading(page)).toBe('Your profile');
});

test('a session that cannot be renewed any more says so', async () => {
  const visited = await visit();
  const { page, wait } = visited;
  await signIn(page);
  await signOutElsewhere(visited);
  wait(2 * HOUR);
  await page.goto('/admins');
  expect(await heading(page)).toBe('Sign in');
  expect(await notice(page)).toBe('Your session has ended. Sign in to go on.');
  await submit(page, 'Sign in', { 'E-mail address': 'ada@example.com', Password: PASSWORD });
  expect(await heading(page)).toBe('People');
});

test.each([
  ['Save', 0],
  ['Save', 2 * HOUR],
  ['Sign out', 2 * HOUR],
])(
  '%s, pressed %d seconds after the session was ended elsewhere, leads to the sign-in',
  async (button, seconds) => {
    const visited = await visit();
    const { page, wait } = visited;
    await signIn(page);
    await signOutElsewhere(visited);
    wait(seconds);
    await submit(page, button);
    expect(await notice(page)).toBe('Your session has ended. Sign in to go on.');
    await submit(page, 'Sign in', { 'E-mail address': 'ada@example.com', Password: PASSWORD });
    expect(await heading(page)).toBe('Your profile');
  },
);

test('a notice is shown once', async () => {
  const { page } = await visit();
  await signIn(page);
  await submit(page, 'Save', { Name: 'Ada King' });
  expect(await notice(page)).toBe('Your name is saved.');
  await page.reload();
  expect(await page.getByRole('status').count()).toBe(0);
});

test('going back after signing out shows nothing private', async () => {
  const { page } = await visit();
  await signIn(page);
  await submit(page, 'Sign out');
  await page.goBack({ waitUntil: 'load' });
  expect(await heading(page)).toBe('Sign in');
  expect(await page.content()).not.toContain('ada@example.com');
});

test('two tabs that renew at once both stay signed in, although a refresh token is good once', async () => {
  const { page, context, wait } = await visit({
    seed: {
      clients: [
        {
          clientId: 'web',
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
        },
      ],
    },
  });
  await signIn(page);
  const other = await context.newPage();
  for (let round = 1; round <= 3; round++) {
    wait(2 * HOUR);
    await Promise.all([page.goto('/profile'), other.goto('/admins')]);
    expect([await heading(page), await heading(other)]).toEqual(['Your profile', 'People']);
  }
  await loading(page, () => page.reload());
  await submit(other, 'Sign out');
  await page.reload();
  expect(await heading(page)).toBe('Sign in');
});

test('a form that was open while somebody signed in does nothing, and keeps the words', async () => {
  const { page, context, pool } = await visit();
  const other = await context.newPage();
  await other.goto('/sign-up');
  await signIn(page);
  const joan = { 'Your name': 'Joan', 'E-mail address': 'joan@example.com' };
  await submit(other, 'Create the account', { ...joan, Password: 'Enigma-Hut-8' });
  expect(await problem(other)).toContain('This form was out of date, so nothing was done');
  for (const [label, typed] of Object.entries(joan))
    expect(await other.getByLabel(label).inputValue()).toBe(typed);
  expect(await other.getByLabel('Password').inputValue()).toBe('');
  await submit(other, 'Create the account', { Password: 'Enigma-Hut-8' });
  expect(await pool.messages.next({ to: 'joan@example.com' })).toMatchObject({ reason: 'SignUp' });
});

test('a form without the token of the session is refused', async () => {
  const { page } = await visit();
  await signIn(page);
  await page.evaluate('document.querySelector("main [name=_csrf]").remove()');
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.request().method() === 'POST'),
    submit(page, 'Save', { Name: 'Mallory' }),
  ]);
  expect(answer.status()).toBe(403);
  expect(await problem(page)).toContain('nothing was done');
  expect(await page.getByLabel('Name').inputValue()).toBe('Mallory');
  await page.goto('/profile');
  expect(await page.getByLabel('Name').inputValue()).toBe('Ada Lovelace');
});

test("another site's form is refused even with the token", async () => {
  const { page, context, site } = await visit();
  await signIn(page);
  const token = await page.locator('main [name=_csrf]').inputValue();
  await context.route('http://evil.example/', route =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${site}/profile"><input name="name" value="Mallory">
        <input name="_csrf" value="${token}"><button>Win a prize</button></form>`,
    }),
  );
  const elsewhere = await context.newPage();
  await elsewhere.goto('http://evil.example/');
  await submit(elsewhere, 'Win a prize');
  expect(await heading(elsewhere)).toBe('That form is out of date');
  await page.goto('/profile');
  expect(await page.getByLabel('Name').inputValue()).toBe('Ada Lovelace');
});

test('pages run no script of anybody, are framed by nobody and kept by no cache', async () => {
  const { page } = await visit();
  const headers = (await page.goto('/sign-in'))?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test.each([
  ['to ask it something', 0],
  ['to renew the session', 2 * HOUR],
])('when the pool is away %s, the site says so in a page', async (_, seconds) => {
  const { page, pool, wait } = await visit();
  await signIn(page);
  await pool.close();
  wait(seconds);
  const answer = await page.reload();
  expect(answer?.status()).toBe(503);
  expect(await heading(page)).toBe('Try again in a moment');
  expect(answer?.headers()).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
});
