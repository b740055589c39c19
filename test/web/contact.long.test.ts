import { PASSWORD } from '../helpers/pool.js';
import {
  follow,
  heading,
  newcomer,
  notice,
  problem,
  signIn,
  submit,
  useOneSite,
  type Visit,
} from '../helpers/site.js';

const visit = useOneSite();

const joan = (username: string): Promise<Visit> => newcomer(visit, username);

const fact = ({ page }: Visit, name: string) =>
  page.locator('dl > div').filter({ hasText: name }).locator('dd').first().innerText();

test('a new e-mail address counts once its code is entered, and then signs in', async () => {
  const visited = await joan('joan1@example.com');
  const { page, pool } = visited;
  await follow(page, 'Change e-mail address');
  await submit(page, 'Send the code', { 'New e-mail address': 'joan', Password: PASSWORD });
  expect(await problem(page)).toContain('Enter an e-mail address');
  await submit(page, 'Send the code', {
    'New e-mail address': 'clarke1@example.com',
    Password: 'Wrong-Horse-9',
  });
  expect(await problem(page)).toBe('That is not your password');
  await submit(page, 'Send the code', { Password: PASSWORD });
  await page.goto('/profile');
  expect(await fact(visited, 'E-mail address')).toBe('joan1@example.com');

  await page.goto('/profile/email/code');
  await pool.messages.next({ to: 'clarke1@example.com' });
  await submit(page, 'Send a new one');
  const { code } = await pool.messages.next({ to: 'clarke1@example.com' });
  await submit(page, 'Verify', { Code: code.replace(/^./, digit => String((Number(digit) + 1) % 10)) });
  expect(await problem(page)).toBe('That is not the right code');
  await submit(page, 'Verify', { Code: code });
  expect(await notice(page)).toBe('Your e-mail address is changed and verified.');
  expect(await fact(visited, 'E-mail address')).toBe('clarke1@example.com');
  await submit(page, 'Sign out');
  await signIn(page, 'clarke1@example.com');
  expect(await heading(page)).toBe('Your profile');
});

test('a phone number is added, brings codes, and is removed only after the password', async () => {
  const visited = await joan('joan2@example.com');
  const { page, pool } = visited;
  await follow(page, 'Add phone number');
  await submit(page, 'Send the code', { 'New phone number': '01234 567890', Password: PASSWORD });
  expect(await problem(page)).toContain('country code');
  await submit(page, 'Send the code', { 'New phone number': '+44 (1234) 567-890', Password: PASSWORD });
  const { code } = await pool.messages.next({ to: '+441234567890' });
  await submit(page, 'Verify', { Code: code });
  expect(await notice(page)).toBe('Your phone number is changed and verified.');
  expect(await fact(visited, 'Phone number')).toBe('+441234567890');

  await follow(page, 'Change second step');
  await page.getByLabel('Text message to +441234567890').check();
  await submit(page, 'Save', { Password: PASSWORD });
  expect(await notice(page)).toBe('Your second step is changed.');

  await follow(page, 'Change phone number');
  await submit(page, 'Remove your phone number', { Password: 'Wrong-Horse-9' });
  expect(await problem(page)).toBe('That is not your password');
  await submit(page, 'Remove your phone number', { Password: PASSWORD });
  expect(await notice(page)).toBe('Your phone number is removed.');
  expect(await fact(visited, 'Phone number')).toBe('None');
  expect(await fact(visited, 'Second step')).toContain('None');
});

test("another person's address is not told, and not taken", async () => {
  const visited = await joan('joan3@example.com');
  const { page } = visited;
  const ask = async (address: string) => {
    await page.goto('/profile/email');
    await submit(page, 'Send the code', { 'New e-mail address': address, Password: PASSWORD });
    return page.getByRole('main').innerText();
  };
  expect(await ask('ada@example.com')).toBe(await ask('free3@example.com'));
  await page.goto('/profile');
  expect(await fact(visited, 'E-mail address')).toBe('joan3@example.com');
});
