import { qrCode } from 'portcullis';
import { follow, heading, notice, problem, signIn, submit, useSite } from '../helpers/site.js';
import { totpCode } from '../helpers/totp.js';

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

test('an authenticator is set up from its secret, and asked for from then on', async () => {
  const { page, now, wait } = await visit();
  await signIn(page);
  await follow(page, 'Set up an authenticator');
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  const label = 'Harbour:ada%40example.com?issuer=Harbour';
  const uri = `otpauth://totp/${label}&secret=${secret}&algorithm=SHA1&digits=6&period=30`;
  const drawn = await page.locator('svg path').getAttribute('d');
  expect(await qrCode(uri, 'svg')).toContain(`d="${drawn}"`);

  await submit(page, 'Turn it on', { Code: 'twelve' });
  expect(await problem(page)).toBe('Enter the digits of the code');
  await submit(page, 'Turn it on', { Code: totpCode(secret, now() - 3_600_000) });
  expect(await problem(page)).toBe('That is not the right code');
  expect(await page.locator('svg path').getAttribute('d')).toBe(drawn);
  await submit(page, 'Turn it on', { Code: totpCode(secret, now()) });
  expect(await notice(page)).toContain('Your authenticator is set up');
  expect(await page.getByRole('main').innerText()).toContain('Authenticator app');

  await submit(page, 'Sign out');
  wait(60); // for the next code: each is good once
  await signIn(page);
  expect(await heading(page)).toBe('Enter your code');
  await submit(page, 'Continue', { Code: totpCode(secret, now()) });
  expect(await heading(page)).toBe('Your profile');
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
