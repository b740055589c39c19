import { heading, notice, problem, signIn, submit, useSite } from '../helpers/site.js';
import { totpCode } from '../helpers/totp.js';

const visit = useSite();

const GRACES_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const WRONG_PASSWORD = 'The e-mail address or the password is wrong';

test('a password signs in, and out again', async () => {
  const { page } = await visit();
  await signIn(page);
  expect(await heading(page)).toBe('Your profile');
  expect(await page.getByRole('main').innerText()).toContain('ada@example.com');
  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(await notice(page)).toBe('You have signed out.');
  await page.goto('/profile');
  expect(await heading(page)).toBe('Sign in');
});

test('a wrong password and an unknown person are told the same', async () => {
  const { page } = await visit();
  await signIn(page, 'ada@example.com', 'Wrong-Horse-9');
  expect(await problem(page)).toBe(WRONG_PASSWORD);
  expect(await page.title()).toBe('Error: Sign in – Harbour');
  expect(await page.getByLabel('E-mail address').inputValue()).toBe('ada@example.com');
  expect(await page.getByLabel('Password').inputValue()).toBe('');
  await submit(page, 'Sign in', { 'E-mail address': 'nobody@example.com', Password: 'Wrong-Horse-9' });
  expect(await problem(page)).toBe(WRONG_PASSWORD);
});

test('an authenticator asks for its code until it is right', async () => {
  const { page, now } = await visit();
  await signIn(page, 'grace@example.com');
  expect(await page.getByLabel('Code').getAttribute('autocomplete')).toBe('one-time-code');
  const right = totpCode(GRACES_SECRET, now());
  await submit(page, 'Go on', { Code: right === '000000' ? '000001' : '000000' });
  expect(await problem(page)).toBe('That is not the right code');
  await submit(page, 'Go on', { Code: `${right.slice(0, 3)} ${right.slice(3)}` });
  expect(await heading(page)).toBe('Your profile');
  expect(await page.getByRole('main').innerText()).toContain('grace@example.com');
});
