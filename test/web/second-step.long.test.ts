import { qrCode } from 'portcullis';
import { PASSWORD } from '../helpers/pool.js';
import {
  follow,
  heading,
  loading,
  newcomer,
  notice,
  problem,
  signIn,
  submit,
  useOneSite,
  type Visit,
} from '../helpers/site.js';
import { totpCode } from '../helpers/totp.js';

const visit = useOneSite();

const joan = (username: string, phone?: string): Promise<Visit> =>
  newcomer(visit, username, phone ? { phone_number: phone, phone_number_verified: 'true' } : {});

/** Sets up an authenticator from the profile. @returns its secret */
async function setUp({ page, now }: Visit): Promise<string> {
  await page.goto('/profile/authenticator');
  await submit(page, 'Continue', { Password: PASSWORD });
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await submit(page, 'Turn it on', { Code: totpCode(secret, now()) });
  return secret;
}

test('an authenticator is set up after the password, scanned or opened, and asked for from then on', async () => {
  const { page, now, wait } = await joan('joan1@example.com');
  await follow(page, 'Set up authenticator');
  await submit(page, 'Continue', { Password: 'Wrong-Horse-9' });
  expect(await problem(page)).toBe('That is not your password');
  expect(await page.locator('svg').count()).toBe(0);
  await submit(page, 'Continue', { Password: PASSWORD });
  expect(await heading(page)).toBe('Set up an authenticator');
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  const label = 'Harbour:joan1%40example.com?issuer=Harbour';
  const uri = `otpauth://totp/${label}&secret=${secret}&algorithm=SHA1&digits=6&period=30`;
  expect(await page.getByRole('link', { name: 'Open in authenticator' }).getAttribute('href')).toBe(uri);
  const drawn = await page.locator('svg path').getAttribute('d');
  expect(await qrCode(uri, 'svg')).toContain(`d="${drawn}"`);

  await submit(page, 'Turn it on', { Code: 'twelve' });
  expect(await problem(page)).toBe('Enter the digits of the code');
  await submit(page, 'Turn it on', { Code: totpCode(secret, now() - 3_600_000) });
  expect(await problem(page)).toBe('That is not the right code');
  expect(await page.locator('svg path').getAttribute('d')).toBe(drawn);
  await submit(page, 'Turn it on', { Code: totpCode(secret, now()) });
  expect(await notice(page)).toContain('Your authenticator is set up');
  expect(await page.getByRole('main').innerText()).toContain('Authenticator app, asked for first');

  await submit(page, 'Sign out');
  wait(60); // for the next code: each is good once
  await signIn(page, 'joan1@example.com');
  expect(await heading(page)).toBe('Enter your code');
  await submit(page, 'Continue', { Code: totpCode(secret, now()) });
  expect(await heading(page)).toBe('Your profile');
});

test('a session without the password adds and removes no authenticator', async () => {
  const visited = await joan('joan2@example.com');
  const { page } = visited;
  await page.goto('/profile/authenticator/code');
  expect(await heading(page)).toBe('Is it you?');
  await setUp(visited);
  await page.goto('/profile/second-step');
  await page.getByLabel('Authenticator app').first().uncheck();
  await submit(page, 'Save');
  expect(await problem(page)).toBe('Enter your password');
  await submit(page, 'Save', { Password: 'Wrong-Horse-9' });
  expect(await problem(page)).toBe('That is not your password');
  await page.goto('/profile');
  expect(await page.getByRole('main').innerText()).toContain('Authenticator app');
  await follow(page, 'Change second step');
  await page.getByLabel('Authenticator app').first().uncheck();
  await submit(page, 'Save', { Password: PASSWORD });
  expect(await notice(page)).toBe('Your second step is changed.');
  await submit(page, 'Sign out');
  await signIn(page, 'joan2@example.com');
  expect(await heading(page)).toBe('Your profile');
});

test('who has several second steps says which is asked for first, and switches', async () => {
  const visited = await joan('joan3@example.com', '+441234560003');
  const { page, pool, now, wait } = visited;
  const secret = await setUp(visited);
  await follow(page, 'Change second step');
  await page.getByLabel('Text message', { exact: true }).check();
  await submit(page, 'Save', { Password: PASSWORD });
  expect(await problem(page)).toBe('Ask first for one that is on');
  await page.getByLabel('Text message to +441234560003').check();
  await submit(page, 'Save', { Password: PASSWORD });
  await submit(page, 'Sign out');

  await signIn(page, 'joan3@example.com');
  await submit(page, 'Continue', { Code: (await pool.messages.next({ to: '+441234560003' })).code });
  await follow(page, 'Change second step');
  await page.getByLabel('Let me choose each time').check();
  await submit(page, 'Save', { Password: PASSWORD });
  await submit(page, 'Sign out');

  await page.goto('/profile/delete');
  await submit(page, 'Sign in', { 'E-mail address': 'joan3@example.com', Password: PASSWORD });
  await page.getByLabel('A code by text message').check();
  await submit(page, 'Continue');
  await follow(page, 'Start again');
  wait(60);
  await submit(page, 'Sign in', { 'E-mail address': 'joan3@example.com', Password: PASSWORD });
  await page.getByLabel('The code of my authenticator app').check();
  await submit(page, 'Continue');
  await submit(page, 'Continue', { Code: totpCode(secret, now()) });
  expect(await heading(page)).toBe('Delete your account');
});

test('a code by e-mail can be the second step', async () => {
  const { page, pool } = await joan('joan4@example.com');
  await follow(page, 'Change second step');
  await page.getByLabel('E-mail to joan4@example.com').check();
  await submit(page, 'Save', { Password: PASSWORD });
  await submit(page, 'Sign out');
  await signIn(page, 'joan4@example.com');
  await submit(page, 'Continue', { Code: (await pool.messages.next({ to: 'joan4@example.com' })).code });
  expect(await heading(page)).toBe('Your profile');
});

test('a browser that is remembered is not asked for a code, until it is forgotten', async () => {
  const visited = await joan('joan5@example.com');
  const { page, now, wait } = visited;
  const secret = await setUp(visited);
  const arrive = async (window = page) => {
    wait(60);
    await signIn(window, 'joan5@example.com');
  };
  await submit(page, 'Sign out');
  await arrive();
  await page.getByLabel('Do not ask for a code in this browser again').check();
  await submit(page, 'Continue', { Code: totpCode(secret, now()) });
  await submit(page, 'Sign out');
  await arrive();
  expect(await heading(page)).toBe('Your profile');

  const other = await visit();
  await arrive(other.page);
  await submit(other.page, 'Continue', { Code: totpCode(secret, now()) });
  await follow(other.page, 'See browsers and sessions');
  const rows = other.page.getByRole('region', { name: /^Browsers/ }).getByRole('listitem');
  const remembered = rows.filter({ hasText: 'No second step' });
  expect(await remembered.innerText()).toContain('Another browser');
  await loading(other.page, () => remembered.getByRole('button').click());
  expect(await notice(other.page)).toContain('That browser is forgotten.');
  expect(await remembered.count()).toBe(0);

  await submit(page, 'Sign out');
  await arrive();
  expect(await heading(page)).toBe('Enter your code');
});
