import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * One Chromium for the tests of a file. What it returns opens a window of a person of their own, without the cookies
 * of any other; windows are closed after each test.
 */
export function useChromium(): (options?: BrowserContextOptions) => Promise<BrowserContext> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: QUIET,
      timeout: 0,
      // People's browsers keep the page before, to show it at once when they go back.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()));
  });
  afterAll(() => browser?.close());
  return async options => {
    const context = await browser.newContext(options);
    // A busy machine takes as long as it takes; Jest ends what hangs.
    context.setDefaultTimeout(0);
    return context;
  };
}

/** `jest.config.ts` has looked for it. */
function chromiumPath(): string {
  const path = process.env.PORTCULLIS_TEST_CHROMIUM;
  if (!path) throw new Error('chromium is not installed; install it with: apt-get install chromium');
  return path;
}
