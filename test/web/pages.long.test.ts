import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import type { LocalPool } from 'portcullis/local';
import { PASSWORD } from '../helpers/pool.js';
import { follow, heading, signIn, submit, useOneSite, type Visit } from '../helpers/site.js';
import { totpCode } from '../helpers/totp.js';

const visit = useOneSite();

const ARTIFACTS = join(__dirname, '../../test-artifacts');
rmSync(ARTIFACTS, { recursive: true, force: true });
mkdirSync(ARTIFACTS, { recursive: true });

const PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 800 };

const LONG_ADDRESS = 'a-rather-long-name.of-somebody@department.of-longer-names.example.com';

type NewUser = Parameters<LocalPool['users']['add']>[0];

interface Shown {
  readonly heading: string;
  readonly goThere: (visit: Visit) => Promise<unknown>;
}

const at = (heading: string, path: string): Shown => ({ heading, goThere: ({ page }) => page.goto(path) });
const after = (heading: string, goThere: Shown['goThere']): Shown => ({ heading, goThere });

/** A person with a phone number and every second step. */
const EVERYTHING: Partial<NewUser> = {
  attributes: { name: 'Joan Clarke', phone_number: '+441234567890', phone_number_verified: 'true' },
  totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  mfa: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
  preferredMfa: 'SOFTWARE_TOKEN_MFA',
};

let joans = 0;

/** A page as a person of their own sees it. */
const signedIn = (
  heading: string,
  path: string,
  user: Partial<NewUser> = {},
  act: (visit: Visit, username: string) => Promise<unknown> = async () => {},
): Shown =>
  after(heading, async visited => {
    const { page, pool, now } = visited;
    const username = `joan${++joans}@example.com`;
    pool.users.add({ username, password: PASSWORD, ...user });
    await signIn(page, username);
    if (user.totpSecret) await submit(page, 'Continue', { Code: totpCode(user.totpSecret, now()) });
    await page.goto(path);
    await act(visited, username);
  });

/** Every page, and how to come to it. */
const PAGES: Readonly<Record<string, Shown>> = {
  home: at('Welcome to Harbour', '/'),
  'sign-up': at('Create an account', '/sign-up'),
  'sign-up with errors': after('Create an account', async ({ page }) => {
    await page.goto('/sign-up');
    await submit(page, 'Create the account', { 'E-mail address': 'nobody' });
  }),
  confirmation: after('Confirm your account', async ({ page }) => {
    await page.goto(`/sign-up/confirm?email=${LONG_ADDRESS}`);
    await submit(page, 'Send a new code');
  }),
  'sign-in': after('Sign in', async ({ page }) => {
    await signIn(page);
    await submit(page, 'Sign out');
  }),
  'sign-in with errors': after('Sign in', ({ page }) => signIn(page, 'ada@example.com', 'wrong')),
  'code of an authenticator': after('Enter your code', ({ page }) => signIn(page, 'grace@example.com')),
  'code by SMS, wrong': after('Enter your code', async ({ page }) => {
    await signIn(page, 'alan@example.com');
    await submit(page, 'Continue', { Code: '12' });
  }),
  'choice of factors, none chosen': after('Choose a second step', async ({ page }) => {
    await signIn(page, 'edith@example.com');
    await submit(page, 'Continue');
  }),
  'first password': after('Choose your password', ({ page }) =>
    signIn(page, 'mary@example.com', 'Temporary-Horse-9'),
  ),
  'forgotten password': at('Forgotten your password?', '/forgot-password'),
  'new password': at('Choose a new password', '/forgot-password/new?email=ada@example.com'),
  profile: after('Your profile', async ({ page, pool }) => {
    pool.users.add({ username: LONG_ADDRESS, password: PASSWORD, groups: ['crew'] });
    await signIn(page, LONG_ADDRESS);
    await submit(page, 'Save', { Name: 'Ada King' });
  }),
  'profile of somebody with everything': signedIn('Your profile', '/profile', EVERYTHING),
  'change of e-mail address, wrong password': signedIn(
    'Change your e-mail address',
    '/profile/email',
    {},
    async ({ page }) =>
      submit(page, 'Send the code', { 'New e-mail address': 'clarke@example.com', Password: 'wrong' }),
  ),
  'change of phone number': signedIn('Change your phone number', '/profile/phone', EVERYTHING),
  'code for a new address': signedIn('Verify your e-mail address', '/profile/email/code'),
  'change of password, weak': signedIn('Change your password', '/profile/password', {}, async ({ page }) =>
    submit(page, 'Change the password', { 'Password now': 'x', 'New password': 'short' }),
  ),
  'second step': signedIn('Your second step', '/profile/second-step', EVERYTHING),
  'second step, none set up': signedIn('Your second step', '/profile/second-step', {
    attributes: { email_verified: 'false' },
  }),
  'password before an authenticator': signedIn('Is it you?', '/profile/authenticator'),
  authenticator: signedIn('Set up an authenticator', '/profile/authenticator', {}, async ({ page }) =>
    submit(page, 'Continue', { Password: PASSWORD }),
  ),
  'browsers and sessions': signedIn(
    'Browsers and sessions',
    '/profile/sessions',
    {},
    async ({ page }, username) => {
      const other = await visit();
      await signIn(other.page, username);
      await page.reload();
    },
  ),
  'deletion of an account': signedIn('Delete your account', '/profile/delete'),
  people: after('People', async ({ page }) => {
    await signIn(page);
    await follow(page, 'People');
  }),
  'people, found': after('People', async ({ page }) => {
    await signIn(page);
    await page.goto('/admins?q=ed');
  }),
  'form out of date': after('Create an account', async ({ page, context }) => {
    await page.goto('/sign-up');
    await context.clearCookies();
    await submit(page, 'Create the account', { 'Your name': 'Joan' });
  }),
  'too much': after('That was too much', async ({ page }) => {
    await page.goto('/sign-up');
    await submit(page, 'Create the account', { 'Your name': 'a'.repeat(20_000) });
  }),
  'address too long': at('That cannot be done', `/?q=${'a'.repeat(20_000)}`),
  'not for you': after('This page is not for you', async ({ page, pool }) => {
    pool.users.add({ username: 'joan@example.com', password: PASSWORD });
    await signIn(page, 'joan@example.com');
    await page.goto('/admins');
  }),
  'out of date': after('That form is out of date', async ({ page, context }) => {
    await signIn(page);
    await context.clearCookies();
    await submit(page, 'Sign out');
  }),
  'not found': at('Page not found', '/nowhere'),
  // The last: the pool stays away.
  'pool away': after('Try again in a moment', async ({ page, pool }) => {
    await signIn(page);
    await pool.close();
    await page.goto('/profile');
  }),
};

const IN_THE_DARK_TOO = [
  'sign-up with errors',
  'profile of somebody with everything',
  'second step',
  'authenticator',
  'browsers and sessions',
  'deletion of an account',
  'people',
];

const shot = (page: Page, name: string) =>
  page.screenshot({ path: join(ARTIFACTS, `${name.replace(/\W+/g, '-')}.png`), fullPage: true });

/** How far one can scroll sideways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

async function violations(page: Page, rules: readonly string[] = []): Promise<string[]> {
  const options = rules.length > 0 ? { runOnly: rules } : {};
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

test.each(Object.entries(PAGES))('%s: fits a phone, is accessible in light and dark', async (name, shown) => {
  const visited = await visit({ viewport: PHONE, colorScheme: 'light' });
  const { page } = visited;
  await shown.goThere(visited);
  expect(await heading(page)).toBe(shown.heading);
  expect(await overflow(page)).toBe(0);
  await shot(page, `${name} phone`);
  await page.evaluate(axe.source);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize(DESKTOP);
  await shot(page, `${name} desktop`);
  await page.emulateMedia({ colorScheme: 'dark' });
  if (IN_THE_DARK_TOO.includes(name)) await shot(page, `${name} desktop dark`);
  // Nothing else depends on the size of the window or on the light.
  expect(await violations(page, ['color-contrast'])).toEqual([]);
});
