import { follow, heading, notice, problem, signIn, submit, useSite, type Visit } from '../helpers/site.js';

const visit = useSite();

const JOAN = { 'Your name': 'Joan Clarke', 'E-mail address': 'joan@example.com', Password: 'Enigma-Hut-8' };

async function signUp({ page }: Visit): Promise<void> {
  await page.goto('/sign-up');
  await submit(page, 'Create the account', JOAN);
}

test('an account is created, confirmed with the code from the e-mail, and signed in to', async () => {
  const visited = await visit();
  const { page, pool } = visited;
  await signUp(visited);
  expect(await heading(page)).toBe('Confirm your account');
  const { code } = await pool.messages.next({ to: 'joan@example.com' });
  await submit(page, 'Confirm', { Code: code === '123456' ? '654321' : '123456' });
  expect(await problem(page)).toContain('This code does not work');
  await submit(page, 'Confirm', { Code: code });
  expect(await notice(page)).toBe('Your account is confirmed. Sign in to go on.');
  await submit(page, 'Sign in', { Password: JOAN.Password });
  expect(await page.getByLabel('Name').inputValue()).toBe('Joan Clarke');
});

test('a new code replaces one that did not arrive', async () => {
  const visited = await visit();
  const { page, pool } = visited;
  await signUp(visited);
  await pool.messages.next({ to: 'joan@example.com' });
  await submit(page, 'Send a new code');
  expect(await notice(page)).toContain('we have sent a new one');
  const { code } = await pool.messages.next({ to: 'joan@example.com' });
  await submit(page, 'Confirm', { Code: code });
  expect(await heading(page)).toBe('Sign in');
});

test('who signs in before confirming finds the way to the confirmation, and then to the page they wanted', async () => {
  const visited = await visit();
  const { page, pool } = visited;
  await signUp(visited);
  const { code } = await pool.messages.next({ to: 'joan@example.com' });
  await page.goto('/profile/password');
  await submit(page, 'Sign in', { 'E-mail address': 'joan@example.com', Password: JOAN.Password });
  await follow(page, 'wait for its code');
  await submit(page, 'Confirm', { Code: code });
  await submit(page, 'Sign in', { Password: JOAN.Password });
  expect(await heading(page)).toBe('Change your password');
});

test('who gave up a sign-up and begins another gets a new code', async () => {
  const visited = await visit();
  const { page, pool } = visited;
  await signUp(visited);
  await pool.messages.next({ to: 'joan@example.com' });
  await signUp(visited);
  const { code } = await pool.messages.next({ to: 'joan@example.com' });
  await submit(page, 'Confirm', { Code: code });
  await submit(page, 'Sign in', { Password: JOAN.Password });
  expect(await heading(page)).toBe('Your profile');
});

test('what was typed stays, but for the password, when something is wrong with it', async () => {
  const { page } = await visit();
  await page.goto('/sign-up');
  await submit(page, 'Create the account', { ...JOAN, 'E-mail address': 'joan', Password: '' });
  expect(await problem(page)).toBe('Enter an e-mail address, such as ada@example.com; Choose a password');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Joan Clarke');
  expect(await page.getByLabel('E-mail address').inputValue()).toBe('joan');
  await submit(page, 'Create the account', { ...JOAN, Password: 'alllowercase' });
  expect(await problem(page)).toBe('Add an upper-case letter, a digit and a symbol such as ! or -');
  expect(await page.content()).not.toContain('alllowercase');
});

test('an address that has an account gets no other, and its password stays', async () => {
  const { page } = await visit();
  await page.goto('/sign-up');
  await submit(page, 'Create the account', { ...JOAN, 'E-mail address': 'ada@example.com' });
  await signIn(page, 'ada@example.com', JOAN.Password);
  expect(await problem(page)).not.toBe('');
  await signIn(page);
  expect(await page.getByLabel('Name').inputValue()).toBe('Ada Lovelace');
});
