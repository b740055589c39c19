/** What `next-app.ts` has to do, asked over HTTP as a browser asks. */
import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { CookieJar } from '../helpers/cookie-jar.js';
import { PASSWORD } from '../helpers/pool.js';

/** What a page says. */
interface Seen {
  readonly email: string | null;
  readonly ended: boolean;
  readonly data: object;
  readonly token?: string;
}

const ADA = 'ada@example.com';

/** @param renewals How often the pool was asked to renew. */
export async function checkNextApp(origin: string, renewals: () => number): Promise<void> {
  const jar = new CookieJar();
  const send = async (path: string, init: RequestInit = {}, browser = jar) => {
    const response = await fetch(origin + path, { ...init, headers: { cookie: browser.header } });
    const cookies = response.headers.getSetCookie();
    browser.take(cookies);
    return { status: response.status, text: await response.text(), cookies };
  };
  const look = async (path: string, init: RequestInit = {}, browser = jar) => {
    const { text, cookies, status } = await send(path, init, browser);
    const [, seen = ''] = /<pre>([\w+/=]+)<\/pre>/.exec(text) ?? [];
    equal(status, 200);
    return { seen: JSON.parse(Buffer.from(seen, 'base64').toString()) as Seen, cookies, text };
  };
  /** Sends a form as a browser without scripts does. */
  const submit = async (id: string, fields: Record<string, string> = {}) => {
    const { text } = await look('/form');
    const [form = ''] = new RegExp(`<form[^>]* id="${id}"[^]*?</form>`).exec(text) ?? [];
    const body = new FormData();
    for (const [, name = ''] of form.matchAll(/type="hidden" name="([^"]+)"/g)) body.set(name, '');
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return look('/form', { method: 'POST', body });
  };

  const visitor = await look('/');
  deepEqual([visitor.seen.email, visitor.cookies], [null, []]);

  const signIn = { method: 'POST', body: JSON.stringify({ username: 'ada', password: PASSWORD }) };
  const { cookies } = await send('/sign-in', signIn);
  ok(cookies.length > 0 && cookies.every(line => /; HttpOnly/i.test(line) && /; SameSite=lax/i.test(line)));

  // A Server Component knows who it is, renews nothing and sets nothing.
  const page = await look('/');
  deepEqual([page.seen.email, page.cookies, renewals()], [ADA, [], 0]);

  // A Server Component that opens the session fails before the refresh token is spent.
  equal((await send('/mistake')).status, 500);
  equal(renewals(), 0);

  // The proxy renews, and the page it leads to has the new tokens.
  const renewed = await look('/renewed');
  deepEqual([renewed.seen.email, renewals(), renewed.cookies.length > 0], [ADA, 1, true]);
  notEqual(renewed.seen.token, page.seen.token);
  equal((await look('/')).seen.token, renewed.seen.token);

  // A route handler renews too.
  const { text, cookies: set } = await send('/whoami');
  deepEqual([JSON.parse(text), renewals(), set.length > 0], [{ email: ADA }, 2, true]);

  // A Server Action writes, and the page that is rendered with its answer sees it.
  const saved = await submit('save', { colour: 'green' });
  deepEqual([saved.seen.email, saved.seen.data], [ADA, { colour: 'green' }]);
  deepEqual((await look('/')).seen.data, { colour: 'green' });

  const twice = new CookieJar();
  twice.take(jar.names.map(name => `${name}=${jar.get(name)}`));
  const doubled = await fetch(origin, { headers: { cookie: `${jar.header}; ${jar.header}` } });
  ok(!(await doubled.text()).includes(Buffer.from(`{"email":"${ADA}"`).toString('base64').slice(0, 20)));

  const copy = jar.copy();
  const after = await submit('sign-out');
  deepEqual([after.seen.email, jar.names], [null, []]);
  for (const path of ['/', '/renewed']) {
    const { seen } = await look(path, {}, copy.copy());
    deepEqual([path, seen.email, seen.ended], [path, null, true]);
  }
}
