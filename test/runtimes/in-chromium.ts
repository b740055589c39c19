import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Outcome, Settings, TriedEntry } from './behaviour.js';
import { BUNDLE, withBundle } from './bundle.js';
import { pathOnSystem } from './program-path.js';

const PAGE = `<!doctype html><meta charset="utf-8"><script type="module" src="/${BUNDLE}"></script>`;

/** Runs the behaviours in a page, which is of another origin than the pool, as an application's is. */
export const inChromium = (entries: readonly TriedEntry[], settings: Settings): Promise<readonly Outcome[]> =>
  withBundle('page', entries, async folder => {
    const browser = await chromium.launch({
      executablePath: pathOnSystem('chromium'),
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const script = readFileSync(join(folder, BUNDLE));
    const server = createServer(({ url }, response) => {
      const [type, body] = url === `/${BUNDLE}` ? ['text/javascript', script] : ['text/html', PAGE];
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      return await page.evaluate<Outcome[]>(`suite(${JSON.stringify(settings)})`);
    } finally {
      await browser.close();
      server.close();
    }
  });
