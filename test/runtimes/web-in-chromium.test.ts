import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { LocalPool } from 'portcullis/local';
import { useChromium } from '../helpers/browser.js';
import { closeAfterAll, closing, poolWith } from '../helpers/pool.js';
import type { Outcome } from './behaviour.js';
import { OPEN_POOL, PASSWORD, STRICT_POOL } from './web/seeds.js';

const newContext = useChromium();
closeAfterAll();

const SCRIPT = `
import { outcomesOf } from './behaviour.js';
import { run } from './web/index.js';
import * as web from 'portcullis/web';
Object.assign(globalThis, web, { suite: settings => outcomesOf({ 'portcullis/web': run }, settings) });
`;

/** A site with the suite and the entry in its page, of another origin than the pool. */
async function startSite(): Promise<string> {
  const esbuild = resolve(__dirname, '../../node_modules/.bin/esbuild');
  const options = ['--bundle', '--format=esm', '--platform=browser', '--loader=ts'];
  const script = execFileSync(esbuild, options, { input: SCRIPT, cwd: __dirname, maxBuffer: 1e8 });
  const server = createServer(({ url }, response) => {
    const isScript = url === '/suite.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : '<!doctype html><script type="module" src="/suite.js"></script>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing({ close: () => server.close().closeAllConnections() });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A tab whose scripts can call the suite and the entry. */
async function openTab(context: BrowserContext, site: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site);
  await page.waitForFunction('globalThis.suite');
  return page;
}

test('portcullis/web behaves as it should in Chromium', async () => {
  const [open, strict] = await Promise.all([poolWith(OPEN_POOL), poolWith(STRICT_POOL)]);
  const page = await openTab(await newContext(), await startSite());
  const settings = JSON.stringify({ web: { open, strict } });
  const outcomes = await page.evaluate<Outcome[]>(`suite(${settings})`);
  expect(outcomes.filter(({ problem }) => problem !== undefined)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(20);
});

/** In a tab: the session in `localStorage`, at a pool that takes each refresh token once. */
const inTab = ({ endpoint, userPoolId }: LocalPool, work: string): string => `(async () => {
  const store = new WebStore();
  const { endpoint, userPoolId } = ${JSON.stringify({ endpoint, userPoolId })};
  const pool = new UserPool({ endpoint, userPoolId, clientId: 'rotating', store });
  const options = { pool, username: 'session' };
  ${work}
})()`;

test('real tabs share one renewal, and end the session together', async () => {
  const pool = await poolWith(OPEN_POOL);
  const [context, site] = [await newContext(), await startSite()];
  const tabs = await Promise.all([openTab(context, site), openTab(context, site), openTab(context, site)]);
  const [first] = tabs;
  const signIn = `await new Cognito(options).authenticate('${PASSWORD}');`;
  await first.evaluate(inTab(pool, signIn));
  // A tab that restored the session only after another had renewed it would renew it again, and rightly so.
  const restore = 'globalThis.cognito = await Cognito.restore(options);';
  for (const tab of tabs) await tab.evaluate(inTab(pool, restore));
  const renew = 'cognito.renewAccessToken().then(({ accessToken }) => accessToken)';
  const tokens = await Promise.all(tabs.map(tab => tab.evaluate<string>(renew)));
  // The pool takes each refresh token once. A tab that is handed the lock before it sees the new tokens is refused, and
  // finds them then.
  expect(new Set(tokens).size).toBe(1);
  const isStored = `return (await Cognito.restore(options)).tokens.accessToken === '${tokens[0]}';`;
  for (const tab of tabs) await tab.waitForFunction(inTab(pool, isStored));
  for (const tab of tabs) expect(await tab.evaluate('cognito.tokens.accessToken')).toBe(tokens[0]);

  await first.evaluate('cognito.logout()');
  for (const tab of tabs.slice(1)) {
    const code = tab.evaluate('cognito.renewAccessToken().catch(error => error.code)');
    expect(await code).toBe('NOT_SIGNED_IN');
  }
  expect(await first.evaluate('localStorage.length')).toBe(0);
});
