import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { errorTable } from 'portcullis/errors';
import type { LocalPool } from 'portcullis/local';
import { withoutPauses } from '../helpers/losing-proxy.js';
import { PlainBrowser } from '../helpers/plain-browser.js';
import { closeAfterAll, closing, PASSWORD } from '../helpers/pool.js';
import { type RefusingProxy, refusingProxy } from '../helpers/refusing-proxy.js';
import { type Site, startSite } from '../helpers/site.js';

closeAfterAll();

let site: Site;
beforeAll(async () => {
  site = closing(await startSite());
});

const signedIn = async ({ site }: Pick<Site, 'site'>): Promise<PlainBrowser> => {
  const browser = new PlainBrowser(site);
  const { at } = await browser.send('/sign-in', { email: 'ada@example.com', password: PASSWORD });
  expect(at).toBe('/profile');
  return browser;
};

const DESIGN = /<link rel="stylesheet" href="\/style\.css">.*class="brand"/s;

const form = (size: number) => ({ method: 'POST', body: new URLSearchParams({ name: 'a'.repeat(size) }) });

test.each([
  ['an address that is none', '/nowhere', {}, 404],
  ['an address that is no text', '/%E0%A4%A', {}, 404],
  ['a form for a page that takes none', '/style.css', form(1), 404],
  ['a token of a list that is none', '/admins?after=nonsense', {}, 404],
  ['a form without fields', '/profile', { method: 'POST' }, 403],
  ['a form of 20 kB', '/sign-up', form(20_000), 413],
  ['an address of 20 kB', `/?q=${'a'.repeat(20_000)}`, {}, 431],
  // The last: its connection is not good for another request.
  ['a form of 2 MB', '/profile/password', form(2_000_000), 413],
] as const)('%s is answered by a page in the design of the site', async (_, path, init, status) => {
  const browser = await signedIn(site);
  const answer = await browser.request(path, init);
  expect(answer.status).toBe(status);
  expect(answer.html).toMatch(DESIGN);
});

test('so is what is no HTTP', async () => {
  const socket = connect(Number(new URL(site.site).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('Hello?\r\n\r\n');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toMatch(DESIGN);
});

const FORMS = [
  ['/sign-in', 'InitiateAuth', { email: 'ada@example.com', password: PASSWORD }],
  ['/sign-up', 'SignUp', { name: 'Joan', email: 'joan@example.com', newPassword: 'Enigma-Hut-8' }],
  ['/sign-up/confirm', 'ConfirmSignUp', { email: 'joan@example.com', code: '123456' }],
  ['/sign-up/resend', 'ResendConfirmationCode', { email: 'ada@example.com' }],
  ['/forgot-password', 'ForgotPassword', { email: 'ada@example.com' }],
  [
    '/forgot-password/new',
    'ConfirmForgotPassword',
    { email: 'ada@example.com', code: '123456', newPassword: 'Enigma-Hut-8' },
  ],
  ['/profile', 'UpdateUserAttributes', { name: 'Ada' }],
  ['/profile/sessions', 'ListUserSessions', {}],
] as const;

/** Each exception, and words that stand for others within their exception. */
const REFUSALS = [
  ...[...Object.keys(errorTable), 'ExceptionOfTomorrow'].map(name => [name, 'Words that nobody foresaw.']),
  ['InvalidParameterException', 'User is already confirmed.'],
  ['NotAuthorizedException', 'Access Token has been revoked'],
  ['NotAuthorizedException', 'Incorrect username or password.'],
] as const;

describe('behind a pool that refuses', () => {
  let refusing: Site;
  let proxy: RefusingProxy;
  beforeAll(async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const reach = async ({ endpoint, issuer, jwksUri }: LocalPool) => {
      proxy = closing(await refusingProxy(endpoint));
      return { endpoint: proxy.endpoint, issuer, jwksUri, random: withoutPauses };
    };
    refusing = closing(await startSite({ reach }));
  });
  afterAll(() => jest.restoreAllMocks());

  test.each(FORMS)('whatever it is, %s is not broken', async (path, operation, fields) => {
    const page = path === '/sign-up/resend' ? '/sign-up/confirm' : path;
    const isOwn = path.startsWith('/profile');
    let browser = new PlainBrowser(refusing.site);
    const broken: string[] = [];
    for (const [exception = '', message] of REFUSALS) {
      proxy.refuse('', '');
      if (isOwn && (await browser.request(path)).at !== path) browser = await signedIn(refusing);
      proxy.refuse(operation, exception, message);
      const { status, html } = await browser.send(page, fields, path);
      if (status === 500 || !DESIGN.test(html)) broken.push(`${exception}: ${message}`);
    }
    expect(broken).toEqual([]);
  });
});
