import type { AddressInfo } from 'node:net';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { UserPoolOptions } from 'portcullis';
import { type LocalPool, type Seed, startLocalPool } from 'portcullis/local';
import { createSite } from '../../examples/web/app.js';
import type { Pause } from '../../examples/web/discretion.js';
import { listen } from '../../examples/web/server.js';
import { poolOf, readSeed } from '../../examples/web/settings.js';
import { useChromium } from './browser.js';
import { PASSWORD } from './pool.js';

/** The sample site on a pool of its own. */
export interface Site {
  readonly pool: LocalPool;
  /** Where the site is, without a slash at its end. */
  readonly site: string;
  /** Lets time pass, for the pool and for the site. */
  wait(seconds: number): void;
  /** The time there, in milliseconds since the epoch. */
  now(): number;
  close(): Promise<void>;
}

/** The site with somebody in front of it. */
export interface Visit extends Site {
  readonly context: BrowserContext;
  readonly page: Page;
}

export type VisitOptions = BrowserContextOptions & Pick<SiteStart, 'seed'>;

/** Call once in a test file. What it returns starts a site and opens a window on it; both end with the test. */
export function useSite(): (options?: VisitOptions) => Promise<Visit> {
  const newContext = useChromium();
  const open: Site[] = [];
  afterEach(() => Promise.all(open.splice(0).map(site => site.close())));
  return async ({ seed, ...options } = {}) => {
    const started = await startSite({ seed });
    open.push(started);
    return visitTo(started, newContext, options);
  };
}

/** As {@link useSite}, with one site for all tests of a file. They are not to mind what others did there. */
export function useOneSite(): (options?: BrowserContextOptions) => Promise<Visit> {
  const newContext = useChromium();
  let started: Site;
  beforeAll(async () => {
    started = await startSite();
  });
  afterAll(() => started.close());
  return options => visitTo(started, newContext, options);
}

export interface SiteStart {
  readonly seed?: Partial<Seed> | undefined;
  /** How long the site waits before answers that tell nothing by their speed. Default: not at all. */
  readonly pause?: Pause | undefined;
  /** More of the options that the site has for its pool. */
  readonly reach?: (pool: LocalPool) => Promise<Partial<UserPoolOptions>>;
}

/** The site, on a pool of its own. The caller closes it. */
export async function startSite({
  seed,
  pause = async () => {},
  reach = async () => ({}),
}: SiteStart = {}): Promise<Site> {
  let passed = 0;
  const now = () => Date.now() + passed;
  const pool = await startLocalPool({ seed: { ...(await readSeed()), ...seed }, clock: now });
  const app = await createSite({
    pool: { ...poolOf(pool), clock: now, ...(await reach(pool)) },
    sessionSecret: 'a secret of thirty-two characters or more',
    secure: false,
    pause,
  });
  const server = await listen(app, 0);
  return {
    pool,
    site: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wait: seconds => {
      passed += seconds * 1000;
    },
    now,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await pool.close();
    },
  };
}

async function visitTo(
  started: Site,
  newContext: ReturnType<typeof useChromium>,
  options?: BrowserContextOptions,
): Promise<Visit> {
  const context = await newContext({ baseURL: started.site, ...options });
  return { ...started, context, page: await context.newPage() };
}

/** Does what leads to another page, and waits until that is there. */
export async function loading(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()]);
}

/** Types into the fields with these labels, and presses the button. */
export async function submit(
  page: Page,
  button: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const [label, text] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(text);
  await loading(page, () => page.getByRole('button', { name: button, exact: true }).click());
}

/** Follows a link by its words. */
export const follow = (page: Page, link: string): Promise<void> =>
  loading(page, () => page.getByRole('link', { name: link, exact: true }).click());

export const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

/** What the page says went wrong, on top of it. */
export const problem = async (page: Page): Promise<string> =>
  (await page.getByRole('alert').getByRole('listitem').allInnerTexts()).join('; ');

/** What the page says went well. */
export const notice = (page: Page): Promise<string> => page.getByRole('status').innerText();

/** Signs in with the seed's password. */
export async function signIn(page: Page, email = 'ada@example.com', password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await submit(page, 'Sign in', { 'E-mail address': email, Password: password });
}

/** Someone of their own for a test, signed in. */
export async function newcomer(
  visit: () => Promise<Visit>,
  username: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<Visit> {
  const visited = await visit();
  visited.pool.users.add({ username, password: PASSWORD, attributes });
  await signIn(visited.page, username);
  return visited;
}
