import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../helpers/pool.js';
import { follow, heading, signIn, submit, useOneSite, type Visit } from '../helpers/site.js';

const visit = useOneSite();

const ARTIFACTS = join(__dirname, '../../test-artifacts');
mkdirSync(ARTIFACTS, { recursive: true });

const PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 800 };

const LONG_ADDRESS = 'a-rather-long-name.of-somebody@department.of-longer-names.example.com';

interface Shown {
  readonly heading: string;
  readonly goThere: (visit: Visit) => Promise<unknown>;
}

const at = (heading: string, path: string): Shown => ({ heading, goThere: ({ page }) => page.goto(path) });
const after = (heading: string, goThere: Shown['goThere']): Shown => ({ heading, goThere });

/** Every page, and how to come to it. */
const PAGES: Readonly<Record<string, Shown>> = {
  home: at('Welcome to Harbour', '/'),
  'sign-up': at('Create an account', '/sign-up'),
  'sign-up with errors': after('Create an account', async ({ page }) => {
    await page.goto('/sign-up');
    await submit(page, 'Create the account', { 'E-mail address': 'nobody' });
  }),
  confirmation: at('Confirm your account', `/sign-up/confirm?notice=code-sent&email=${LONG_ADDRESS}`),
  'sign-in': at('Sign in', '/sign-in?notice=signed-out'),
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
  authenticator: after('Set up an authenticator', async ({ page }) => {
    await signIn(page);
    await follow(page, 'Set up an authenticator');
  }),
  people: after('People', async ({ page }) => {
    await signIn(page);
    await follow(page, 'People');
  }),
  'not for you': after('This page is not for you', async ({ page, pool }) => {
    pool.users.add({ username: 'joan@example.com', password: PASSWORD });
    await signIn(page, 'joan@example.com');
    await page.goto('/admins');
  }),
  'out of date': after('That form is out of date', async ({ page, context }) => {
    await page.goto('/sign-in');
    await context.clearCookies();
    await submit(page, 'Sign in');
  }),
  'not found': at('Page not found', '/nowhere'),
};

const IN_THE_DARK_TOO = ['sign-up with errors', 'profile', 'authenticator', 'people'];

const shot = (page: Page, name: string) =>
  page.screenshot({ path: join(ARTIFACTS, `${name.replace(/\W+/g, '-')}.png`), fullPage: true });

/** How far one can scroll sideways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

async function violations(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
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
  expect(await violations(page)).toEqual([]);
});
