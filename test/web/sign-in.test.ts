import { follow, heading, loading, notice, problem, signIn, submit, useSite } from '../helpers/site.js';
import { totpCode } from '../helpers/totp.js';

const visit = useSite();

const SECRETS = {
  grace: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  edith: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
};
const WRONG_PASSWORD = 'The e-mail address or the password is wrong';
const WRONG_CODE = 'That is not the right code';

/** A code of as many digits that is another. */
const notThe = (code: string): string => code.replace(/^./, digit => String((Number(digit) + 1) % 10));

test('a password signs in, and out again', async () => {
  const { page } = await visit();
  await signIn(page);
  expect(await heading(page)).toBe('Your profile');
  expect(await page.getByRole('main').innerText()).toContain('ada@example.com');
  await submit(page, 'Sign out');
  expect(await notice(page)).toBe('You have signed out.');
  await page.goto('/profile');
  expect(await heading(page)).toBe('Sign in');
});

test('signing out revokes the session at the pool, not only in the browser', async () => {
  const { page, context } = await visit();
  await signIn(page);
  const cookies = await context.cookies();
  await submit(page, 'Sign out');
  await context.addCookies(cookies);
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

test('what is wrong is on top, has the focus, leads to its field and describes it', async () => {
  const { page } = await visit();
  await page.goto('/sign-in');
  const [response] = await Promise.all([
    page.waitForResponse(answer => answer.request().method() === 'POST'),
    submit(page, 'Sign in', { 'E-mail address': 'ada@example.com' }),
  ]);
  expect(response.status()).toBe(422);
  expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
  await page.getByRole('link', { name: 'Enter your password' }).click();
  const field = page.getByLabel('Password');
  expect(await page.evaluate('document.activeElement.id')).toBe('password');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  const describedBy = await field.getAttribute('aria-describedby');
  expect(await page.locator(`#${describedBy}`).innerText()).toContain('Enter your password');
});

test('an authenticator asks for its code until it is right', async () => {
  const { page, now } = await visit();
  await signIn(page, 'grace@example.com');
  const right = totpCode(SECRETS.grace, now());
  await submit(page, 'Continue', { Code: notThe(right) });
  expect(await problem(page)).toBe(WRONG_CODE);
  await submit(page, 'Continue', { Code: `${right.slice(0, 3)} ${right.slice(3)}` });
  expect(await heading(page)).toBe('Your profile');
  expect(await page.getByRole('main').innerText()).toContain('Authenticator app');
});

test('a text message brings a code', async () => {
  const { page, pool } = await visit();
  await signIn(page, 'alan@example.com');
  expect(await page.getByRole('main').innerText()).toContain('9934');
  const { code } = await pool.messages.next({ to: '+441234569934' });
  await submit(page, 'Continue', { Code: notThe(code) });
  expect(await problem(page)).toBe(WRONG_CODE);
  await submit(page, 'Continue', { Code: code });
  expect(await heading(page)).toBe('Your profile');
});

test('who has two second steps chooses one', async () => {
  const { page, now } = await visit();
  await signIn(page, 'edith@example.com');
  await submit(page, 'Continue');
  expect(await problem(page)).toBe('Choose one');
  await page.getByLabel('The code of my authenticator app').check();
  await submit(page, 'Continue');
  await submit(page, 'Continue', { Code: totpCode(SECRETS.edith, now()) });
  expect(await heading(page)).toBe('Your profile');
});

test('a temporary password has to be replaced by one that fits the policy', async () => {
  const { page } = await visit();
  await signIn(page, 'mary@example.com', 'Temporary-Horse-9');
  await submit(page, 'Continue', { 'New password': 'all-lower-case-9' });
  expect(await problem(page)).toBe('Add an upper-case letter');
  await submit(page, 'Continue', { 'New password': 'Orbit-Figures-9' });
  expect(await heading(page)).toBe('Your profile');
  await submit(page, 'Sign out');
  await signIn(page, 'mary@example.com', 'Orbit-Figures-9');
  expect(await heading(page)).toBe('Your profile');
});

test('where the pool demands a second step, signing in sets one up', async () => {
  const { page, now } = await visit({ seed: { MfaConfiguration: 'ON' } });
  await signIn(page);
  expect(await heading(page)).toBe('Set up an authenticator');
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  const right = totpCode(secret, now());
  await submit(page, 'Turn it on', { Code: notThe(right) });
  expect(await problem(page)).toBe(WRONG_CODE);
  await submit(page, 'Turn it on', { Code: right });
  expect(await heading(page)).toBe('Your profile');
});

test('a sign-in that took too long begins again', async () => {
  const { page, wait } = await visit();
  await signIn(page, 'alan@example.com');
  wait(3600);
  await submit(page, 'Continue', { Code: '123456' });
  expect(await notice(page)).toBe('Signing in took too long. Please start again.');
  expect(await heading(page)).toBe('Sign in');
});

test('a forgotten password is replaced with a code', async () => {
  const { page, pool } = await visit();
  await page.goto('/sign-in');
  await follow(page, 'Forgotten your password?');
  await submit(page, 'Send the code', { 'E-mail address': 'ada@example.com' });
  const { code } = await pool.messages.next({ to: 'ada@example.com' });
  await submit(page, 'Change the password', { Code: notThe(code), 'New password': 'Engine-Notes-9' });
  expect(await problem(page)).toContain('This code does not work');
  expect(await page.getByLabel('New password').inputValue()).toBe('');
  await submit(page, 'Change the password', { Code: code, 'New password': 'Engine-Notes-9' });
  expect(await notice(page)).toBe('Your password is changed. Sign in with the new one.');
  await submit(page, 'Sign in', { Password: 'Engine-Notes-9' });
  expect(await heading(page)).toBe('Your profile');
});

test('who forgets a password learns nothing of who has an account', async () => {
  const { page, pool } = await visit();
  const seen: string[] = [];
  for (const who of ['ada', 'nobody', 'mary']) {
    await page.goto('/forgot-password');
    await submit(page, 'Send the code', { 'E-mail address': `${who}@example.com` });
    seen.push(await page.getByRole('main').innerText());
  }
  expect(new Set(seen).size).toBe(1);
  expect(pool.messages.list()).toHaveLength(1);
});

test('the keyboard alone signs in', async () => {
  const { page } = await visit();
  await page.goto('/sign-in');
  const focused = () => page.evaluate('document.activeElement.name || document.activeElement.textContent');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('email');
  await page.keyboard.type('ada@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Correct-Horse-9');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Sign in');
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  await loading(page, () => page.keyboard.press('Enter'));
  expect(await heading(page)).toBe('Your profile');
});

test('a browser without JavaScript signs in', async () => {
  const { page } = await visit({ javaScriptEnabled: false });
  await signIn(page);
  expect(await heading(page)).toBe('Your profile');
});
