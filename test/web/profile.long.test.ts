import { follow, heading, notice, problem, signIn, submit, useSite } from '../helpers/site.js';

const visit = useSite();

test('the profile shows who one is, and changes the name', async () => {
  const { page } = await visit();
  await signIn(page);
  const about = await page.getByRole('region', { name: 'About you' }).innerText();
  expect(about).toContain('ada@example.com');
  expect(about).toMatch(/admins\s+crew/);
  await submit(page, 'Save', { Name: ' ' });
  expect(await problem(page)).toBe('Enter your name');
  await submit(page, 'Save', { Name: '<b>Ada</b> & "King"' });
  expect(await notice(page)).toBe('Your name is saved.');
  await page.reload();
  expect(await page.getByLabel('Name').inputValue()).toBe('<b>Ada</b> & "King"');
});

test('administrators see everybody, and others a page that says that it is not for them', async () => {
  const { page, pool } = await visit();
  await signIn(page);
  await follow(page, 'People');
  expect(await page.getByRole('listitem').filter({ hasText: 'mary@example.com' }).innerText()).toContain(
    'Invited',
  );
  await submit(page, 'Sign out');

  pool.users.add({ username: 'joan@example.com', password: 'Correct-Horse-9' });
  await signIn(page, 'joan@example.com');
  expect(await page.getByRole('navigation').innerText()).not.toContain('People');
  expect((await page.goto('/admins'))?.status()).toBe(403);
  expect(await heading(page)).toBe('This page is not for you');
  expect(await page.content()).not.toContain('mary@example.com');
});

test('more people than fit on a page are on the next', async () => {
  const { page, pool } = await visit();
  for (let i = 1; i <= 20; i++) pool.users.add({ username: `guest${i}@example.com` });
  await signIn(page);
  const seen: string[] = [];
  const collect = async () => seen.push(...(await page.getByText('@example.com').allInnerTexts()));
  await follow(page, 'People');
  await collect();
  await follow(page, 'More people');
  await collect();
  expect(new Set(seen).size).toBe(25);
});

test('people are found by how their name or address begins', async () => {
  const { page, pool } = await visit();
  pool.users.add({ username: 'lovelace@example.com', attributes: { name: 'Byron' } });
  await signIn(page);
  await follow(page, 'People');
  const found = () => page.getByText('@example.com').allInnerTexts();
  await submit(page, 'Search', { 'Name or e-mail address': 'Grace' });
  expect(await found()).toEqual(['grace@example.com']);
  await submit(page, 'Search', { 'Name or e-mail address': 'lovelace@' });
  expect(await found()).toEqual(['lovelace@example.com']);
  expect(await page.getByRole('status').innerText()).toContain('One person found');
  await submit(page, 'Search', { 'Name or e-mail address': '" or \\ <b>' });
  expect(await page.getByRole('status').innerText()).toContain('No one found');
  expect(await page.getByLabel('Name or e-mail address').inputValue()).toBe('" or \\ <b>');
  await follow(page, 'Show everyone');
  expect(await found()).toContain('mary@example.com');
});
