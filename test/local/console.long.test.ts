import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { useChromium } from '../helpers/browser.js';
import { ada, CLIENT_SECRET, PASSWORD, PATIENT_MS, TOTP_SECRET } from '../helpers/pool.js';

const open = useChromium();

let pool: LocalPool;
beforeAll(async () => {
  pool = await startLocalPool({
    seed: {
      clients: [
        { clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
        { clientId: 'a-client-of-a-rather-long-name', clientSecret: CLIENT_SECRET },
      ],
      groups: [{ name: 'admins', description: 'Those who may do everything there is', precedence: 1 }],
      users: [
        { ...ada, groups: ['admins'], totpSecret: TOTP_SECRET },
        {
          username: 'a-rather-long-name.of-a-user@department.of-longer-names.example.com',
          password: PASSWORD,
        },
      ],
    },
  });
});
afterAll(() => pool.close());

const PHONE = { width: 375, height: 740 };

async function windowOf(options: Parameters<typeof open>[0] = {}): Promise<Page> {
  const context = await open({ baseURL: pool.endpoint, ...options });
  context.setDefaultTimeout(PATIENT_MS);
  return context.newPage();
}

const call = (operation: string, input: object) =>
  fetch(pool.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(input),
  });

const signIn = (USERNAME: string, password = PASSWORD) =>
  call('InitiateAuth', {
    ClientId: 'app',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: password },
  });

test('requests appear as they come, with why they were refused, and not while the page is paused', async () => {
  const page = await windowOf();
  await page.goto('/_local/');
  await signIn('ada', 'Wrong-Horse-9');
  const items = page.locator('.requests > li');
  await items.filter({ hasText: 'the password of ada, by its salted verifier' }).waitFor();
  expect(await page.getByRole('status').textContent()).toMatch(/^\d+ new requests?\.$/);

  await page.getByRole('button', { name: 'Pause' }).click();
  const before = await items.count();
  await signIn('ada');
  await page.getByRole('status').filter({ hasText: 'Paused.' }).waitFor();
  expect(await items.count()).toBe(before);
  await page.getByRole('button', { name: 'Go on' }).click();
  await items.nth(before).waitFor();
});

test('a code is copied with one click, and a secret is shown with one', async () => {
  const page = await windowOf({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto('/_local/console/inbox');
  await call('ForgotPassword', { ClientId: 'app', Username: 'ada' });
  await page.getByRole('button', { name: 'Copy the code to ada@example.com' }).first().click();
  await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(pool.messages.list().at(-1)?.code);

  await page.goto(`/_local/console/${pool.userPoolId}/users/ada`);
  expect(await page.content()).not.toContain(TOTP_SECRET);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText(TOTP_SECRET).waitFor();
  await page.getByRole('link', { name: 'Hide again' }).click();
  await page.getByRole('button', { name: 'Show' }).waitFor();
  expect(await page.content()).not.toContain(TOTP_SECRET);
});

/** How far one can scroll sideways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<AxeResults>('axe.run()');
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

const PAGES = ['', 'console/inbox', 'console/token', 'console/clock', 'console/nowhere'];
const OF_A_POOL = [
  'users',
  'users?q=nobody',
  'users/ada',
  'groups',
  'groups/admins',
  'clients',
  'clients/a-client-of-a-rather-long-name',
];

test.each(['light', 'dark'] as const)(
  'every page fits a phone and is accessible in the %s',
  async colorScheme => {
    await signIn('a-rather-long-name.of-a-user@department.of-longer-names.example.com', 'Wrong-Horse-9');
    await signIn('ada');
    await call('ForgotPassword', { ClientId: 'app', Username: 'ada' });
    const page = await windowOf({ colorScheme, viewport: PHONE });
    const problems: string[] = [];
    const look = async (name: string) => {
      if ((await overflow(page)) > 0) problems.push(`${name} is wider than the window`);
      problems.push(...(await violations(page)).map(violation => `${name}: ${violation}`));
    };
    for (const path of [...PAGES, ...OF_A_POOL.map(path => `console/${pool.userPoolId}/${path}`)]) {
      await page.goto(`/_local/${path}`);
      await look(path);
    }
    await page.goto('/_local/');
    await page.locator('.requests a').first().click();
    await page.getByRole('heading', { name: /request \d+$/ }).waitFor();
    await page.waitForLoadState();
    await look('request');
    const { accessToken } = await pool.tokensFor('ada', { clientId: 'app' });
    await page.goto('/_local/console/token');
    await page.getByLabel('Access token').fill(accessToken);
    await page.getByRole('button', { name: 'Inspect' }).click();
    await page.getByRole('heading', { name: 'An access token' }).waitFor();
    await page.waitForLoadState();
    await look('token');
    expect(problems).toEqual([]);
  },
);
