import type { LocalPool } from 'portcullis/local';
import { PlainBrowser, type PlainPage } from '../helpers/plain-browser.js';
import { PASSWORD } from '../helpers/pool.js';
import { type Site, startSite } from '../helpers/site.js';

const open: Site[] = [];
const start = async (...options: Parameters<typeof startSite>): Promise<Site> => {
  const site = await startSite(...options);
  open.push(site);
  return site;
};
afterEach(() => Promise.all(open.splice(0).map(site => site.close())));

type NewUser = Parameters<LocalPool['users']['add']>[0];

/** How an account may stand. The first is none. */
const STATES: Readonly<Record<string, Partial<NewUser> | undefined>> = {
  unknown: undefined,
  confirmed: {},
  'not confirmed': { status: 'UNCONFIRMED' },
  invited: { status: 'FORCE_CHANGE_PASSWORD' },
  'to choose a new password': { status: 'RESET_REQUIRED' },
  disabled: { enabled: false },
  'without a verified address': { attributes: { email_verified: 'false' } },
};

interface Form {
  /** How often it is sent: more than the pool allows in an hour, or before it locks a password. */
  readonly often: number;
  readonly page: string;
  readonly action?: string;
  readonly fields: Readonly<Record<string, string>>;
}

const FORMS: Readonly<Record<string, Form>> = {
  'signing in': { often: 7, page: '/sign-in', fields: { password: 'Wrong-Horse-9' } },
  'signing up': { often: 7, page: '/sign-up', fields: { name: 'Joan', newPassword: 'Enigma-Hut-8' } },
  confirming: { often: 17, page: '/sign-up/confirm', fields: { code: '123456' } },
  'asking for a new code': { often: 7, page: '/sign-up/confirm', action: '/sign-up/resend', fields: {} },
  'forgetting a password': { often: 22, page: '/forgot-password', fields: {} },
  'choosing another password': {
    often: 22,
    page: '/forgot-password/new',
    fields: { code: '123456', newPassword: 'Enigma-Hut-8' },
  },
};

const send = (site: Site, { page, fields, action }: Form, email: string): Promise<PlainPage> =>
  new PlainBrowser(site.site).send(page, { email, ...fields }, action);

/** What people see of an answer, without who they are. */
function seen({ status, at, html }: PlainPage, email: string): string {
  const [, main = ''] = /<main.*?>(.*)<\/main>/s.exec(html) ?? [];
  const words = main.replace(/name="_csrf" value="[^"]*"/g, '');
  return [status, at, words]
    .join('\n')
    .replaceAll(email, 'SOMEBODY')
    .replaceAll(encodeURIComponent(email), 'SOMEBODY');
}

test.each(Object.entries(FORMS))('%s tells nobody who has an account, however often', async (_, form) => {
  const site = await start();
  const answers = new Map<string, string[]>();
  for (const [state, user] of Object.entries(STATES)) {
    const username = `${state.replaceAll(' ', '-')}@example.com`;
    if (user) site.pool.users.add({ username, password: PASSWORD, ...user });
    for (let i = 0; i < form.often; i++) {
      const answer = seen(await send(site, form, username), username);
      answers.set(answer, [...(answers.get(answer) ?? []), `${state}, time ${i}`]);
    }
  }
  const [[answer] = []] = answers;
  expect([...answers.values()].slice(1)).toEqual([]);
  expect(answer).toMatch(/^(200|422)\n/);
});

test.each(Object.entries(FORMS))('%s takes as long for an account as for none', async (_, form) => {
  const pauses: { readonly ms: number; readonly end: () => void }[] = [];
  let begun = () => {};
  const site = await start({
    pause: ms => {
      begun();
      return new Promise<void>(end => pauses.push({ ms, end }));
    },
  });
  for (const email of ['ada@example.com', 'nobody@example.com']) {
    const isPausing = new Promise<void>(resolve => {
      begun = resolve;
    });
    let answered = false;
    const answer = send(site, form, email).finally(() => {
      answered = true;
    });
    await isPausing;
    // Longer than the pool takes, which is as far away as these pages.
    for (let i = 0; i < 20; i++) await new PlainBrowser(site.site).request('/sign-up');
    expect(answered).toBe(false);
    pauses.at(-1)?.end();
    await answer;
  }
  expect(pauses.map(({ ms }) => ms)).toEqual([1000, 1000]);
});

test('who signs in with the right password does not wait', async () => {
  const site = await start({ pause: () => new Promise(() => {}) });
  const { at } = await new PlainBrowser(site.site).send('/sign-in', {
    email: 'ada@example.com',
    password: PASSWORD,
  });
  expect(at).toBe('/profile');
});
