import { Cognito } from 'portcullis';
import { poolOf } from '../../examples/web/settings.js';
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

const visit = useOneSite();

const joan = (username: string): Promise<Visit> => newcomer(visit, username);

/** The same person, signed in elsewhere. */
async function elsewhere({ pool, now }: Visit, username: string): Promise<Cognito> {
  const cognito = new Cognito({ ...poolOf(pool), clock: now, username });
  await cognito.authenticate(PASSWORD);
  return cognito;
}

test("a password is changed by the pool's own policy, after the old one", async () => {
  const visited = await joan('joan1@example.com');
  const { page } = visited;
  const other = await elsewhere(visited, 'joan1@example.com');
  await follow(page, 'Change password');
  expect(await page.getByRole('main').innerText()).toContain(
    'At least 8 characters, with a lower-case letter, an upper-case letter, a digit and a symbol such as ! or -.',
  );
  await submit(page, 'Change the password', { 'Password now': PASSWORD, 'New password': 'lower' });
  expect(await problem(page)).toBe('Use at least 8 characters');
  await submit(page, 'Change the password', {
    'Password now': 'Wrong-Horse-9',
    'New password': 'Engine-Notes-9',
  });
  expect(await problem(page)).toBe('That is not your password');
  await submit(page, 'Change the password', { 'Password now': PASSWORD, 'New password': 'Engine-Notes-9' });
  expect(await notice(page)).toBe('Your password is changed.');
  await expect(other.getUser()).rejects.toMatchObject({ code: 'ACCESS_TOKEN_REVOKED' });
  await submit(page, 'Sign out');
  await signIn(page, 'joan1@example.com', 'Engine-Notes-9');
  expect(await heading(page)).toBe('Your profile');
});

test('sessions elsewhere are listed, and ended one by one or all at once', async () => {
  const visited = await joan('joan2@example.com');
  const { page } = visited;
  const others = [];
  for (let i = 0; i < 3; i++) others.push(await elsewhere(visited, 'joan2@example.com'));
  const rows = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem');
  await follow(page, 'See browsers and sessions');
  expect(await rows.filter({ hasText: 'This browser' }).count()).toBe(1);
  expect(await rows.count()).toBe(4);
  await loading(page, () =>
    page
      .getByRole('button', { name: /^Sign out there/ })
      .first()
      .click(),
  );
  expect(await notice(page)).toContain('You are signed out there.');
  expect(await rows.count()).toBe(3);
  await submit(page, 'Sign out everywhere else');
  expect(await rows.count()).toBe(1);
  for (const cognito of others)
    await expect(cognito.getUser()).rejects.toMatchObject({ code: 'ACCESS_TOKEN_REVOKED' });
  await page.goto('/profile');
  expect(await heading(page)).toBe('Your profile');
});

test('an account is deleted only after its password, and then signs in no more', async () => {
  const { page } = await joan('joan3@example.com');
  await follow(page, 'Delete your account');
  await submit(page, 'Delete the account', { Password: 'Wrong-Horse-9' });
  expect(await problem(page)).toBe('That is not your password');
  await submit(page, 'Delete the account', { Password: PASSWORD });
  expect(await notice(page)).toBe('Your account is deleted.');
  await signIn(page, 'joan3@example.com');
  expect(await problem(page)).toBe('The e-mail address or the password is wrong');
});

test.each([
  '/profile',
  '/profile/email',
  '/profile/email/code',
  '/profile/password',
  '/profile/second-step',
  '/profile/authenticator',
  '/profile/sessions',
  '/profile/delete',
])('%s is for people who are signed in, and comes up once they are', async path => {
  const { page, site } = await visit();
  await page.goto(path);
  expect(await notice(page)).toBe('Sign in to see that page.');
  expect(new URL(page.url()).searchParams.get('next')).toBe(path);
  expect(new URL(page.url()).origin).toBe(site);
});

test('a form that is sent after the session has ended leads back to its page, with the words', async () => {
  const visited = await joan('joan4@example.com');
  const { page } = visited;
  await follow(page, 'Change e-mail address');
  const other = await elsewhere(visited, 'joan4@example.com');
  await other.logout();
  await submit(page, 'Send the code', { 'New e-mail address': 'clarke4@example.com', Password: PASSWORD });
  expect(await notice(page)).toBe('Your session has ended. Sign in to go on.');
  await submit(page, 'Sign in', { 'E-mail address': 'joan4@example.com', Password: PASSWORD });
  expect(await heading(page)).toBe('Change your e-mail address');
  expect(await page.getByLabel('New e-mail address').inputValue()).toBe('clarke4@example.com');
  expect(await page.getByLabel('Password').inputValue()).toBe('');
  await page.reload();
  expect(await page.getByLabel('New e-mail address').inputValue()).toBe('');
});

test('what somebody typed before their session ended is not shown to who signs in next', async () => {
  const visited = await joan('joan5@example.com');
  const { page } = visited;
  await follow(page, 'Change e-mail address');
  const other = await elsewhere(visited, 'joan5@example.com');
  await other.logout();
  await submit(page, 'Send the code', { 'New e-mail address': 'clarke5@example.com', Password: PASSWORD });
  await submit(page, 'Sign in', { 'E-mail address': 'ada@example.com', Password: PASSWORD });
  expect(await heading(page)).toBe('Change your e-mail address');
  expect(await page.getByLabel('New e-mail address').inputValue()).toBe('');
});
