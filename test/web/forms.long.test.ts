import { PASSWORD } from '../helpers/pool.js';
import { follow, heading, loading, notice, problem, signIn, submit, useOneSite } from '../helpers/site.js';
import { totpCode } from '../helpers/totp.js';

const visit = useOneSite();

const GRACE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const OUT_OF_DATE = 'This form was out of date, so nothing was done. Check it and send it again';

test('two people sign in side by side in two tabs, each to the end of their own sign-in', async () => {
  const { page, context, pool, now } = await visit();
  const other = await context.newPage();
  await other.goto('/sign-in');
  await signIn(page, 'alan@example.com');
  await submit(other, 'Sign in', { 'E-mail address': 'grace@example.com', Password: PASSWORD });
  expect(await page.getByRole('main').innerText()).toContain('9934');
  expect(await other.getByRole('main').innerText()).toContain('your authenticator app');

  const { code } = await pool.messages.next({ to: '+441234569934' });
  await submit(page, 'Continue', { Code: code.replace(/^./, digit => String((Number(digit) + 1) % 10)) });
  expect(await problem(page)).toBe('That is not the right code');
  await submit(page, 'Continue', { Code: code });
  expect(await page.getByLabel('Name').inputValue()).toBe('Alan Turing');

  const right = totpCode(GRACE, now());
  await submit(other, 'Continue', { Code: right });
  expect(await problem(other)).toBe(OUT_OF_DATE);
  expect(await other.getByLabel('Code', { exact: true }).inputValue()).toBe(right);
  await submit(other, 'Continue');
  expect(await other.getByLabel('Name').inputValue()).toBe('Grace Hopper');
});

test('a sign-in form goes on to its page once the same person is in by another tab', async () => {
  const { page, context } = await visit();
  const other = await context.newPage();
  await other.goto('/profile/sessions');
  await signIn(page);
  await submit(other, 'Sign in', { 'E-mail address': 'Ada@example.com', Password: PASSWORD });
  expect(await heading(other)).toBe('Browsers and sessions');
});

test('a sign-in form of somebody else is shown again with their address', async () => {
  const { page, context } = await visit();
  const other = await context.newPage();
  await other.goto('/sign-in?next=/profile/password');
  await signIn(page);
  await submit(other, 'Sign in', { 'E-mail address': 'mary@example.com', Password: 'Temporary-Horse-9' });
  expect(await problem(other)).toBe(OUT_OF_DATE);
  expect(await other.getByLabel('E-mail address').inputValue()).toBe('mary@example.com');
  await submit(other, 'Sign in', { Password: 'Temporary-Horse-9' });
  await submit(other, 'Continue', { 'New password': 'Orbit-Figures-9' });
  expect(await heading(other)).toBe('Change your password');
});

test('a form whose session cookie is gone keeps the words', async () => {
  const { page, context } = await visit();
  await page.goto('/forgot-password/new');
  await context.clearCookies();
  const typed = { 'E-mail address': 'ada@example.com', Code: '123456' };
  await submit(page, 'Change the password', { ...typed, 'New password': 'Engine-Notes-9' });
  expect(await problem(page)).toBe(OUT_OF_DATE);
  for (const [label, text] of Object.entries(typed))
    expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(text);
});

test('the page that was wanted survives every detour', async () => {
  const { page, pool } = await visit();
  await page.goto('/profile/delete');
  await follow(page, 'Create an account');
  await loading(page, () => page.getByRole('main').getByRole('link', { name: 'Sign in' }).click());
  await follow(page, 'Sign up');
  await submit(page, 'Create the account', { 'E-mail address': 'joan@example.com' });
  expect(await problem(page)).not.toBe('');
  await submit(page, 'Create the account', { 'Your name': 'Joan', Password: 'Enigma-Hut-8' });
  await pool.messages.next({ to: 'joan@example.com' });
  await submit(page, 'Send a new code');
  expect(await notice(page)).toContain('we have sent a new one');
  const confirmation = await pool.messages.next({ to: 'joan@example.com' });
  await submit(page, 'Confirm', { Code: confirmation.code });
  await follow(page, 'Forgotten your password?');
  await submit(page, 'Send the code');
  await pool.messages.next({ to: 'joan@example.com' });
  await follow(page, 'Ask for another code');
  await submit(page, 'Send the code');
  const { code } = await pool.messages.next({ to: 'joan@example.com' });
  await submit(page, 'Change the password', { Code: code, 'New password': 'short' });
  await submit(page, 'Change the password', { Code: code, 'New password': 'Engine-Notes-9' });
  await submit(page, 'Sign in', { Password: 'wrong' });
  await submit(page, 'Sign in', { Password: 'Engine-Notes-9' });
  expect(await heading(page)).toBe('Delete your account');
});

test('the page that was wanted survives a sign-in that took too long', async () => {
  const { page, wait } = await visit();
  await page.goto('/profile/password');
  await submit(page, 'Sign in', { 'E-mail address': 'alan@example.com', Password: PASSWORD });
  wait(3600);
  await submit(page, 'Continue', { Code: '123456' });
  expect(await notice(page)).toContain('took too long');
  await submit(page, 'Sign in', { 'E-mail address': 'ada@example.com', Password: PASSWORD });
  expect(await heading(page)).toBe('Change your password');
});

test('the keyboard alone changes the second step', async () => {
  const { page, pool } = await visit();
  const attributes = { phone_number: '+441234560009', phone_number_verified: 'true' };
  pool.users.add({ username: 'kay@example.com', password: PASSWORD, attributes });
  await signIn(page, 'kay@example.com');
  await page.goto('/profile/second-step');
  const { keyboard } = page;
  const focused = () =>
    page.evaluate(
      'document.activeElement.closest("label")?.textContent.trim() ?? document.activeElement.name',
    );
  await page.getByRole('link', { name: 'Skip to the content' }).focus();
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  expect(await focused()).toBe('Text message to +441234560009');
  await keyboard.press('Space');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  expect(await focused()).toBe('Let me choose each time');
  await keyboard.press('ArrowDown');
  expect(await focused()).toBe('Text message');
  await keyboard.press('Tab');
  expect(await focused()).toBe('password');
  await keyboard.type(PASSWORD);
  await loading(page, () => keyboard.press('Enter'));
  expect(await page.getByRole('main').innerText()).toContain('Text message, asked for first');
});
