/** Opens the built site in Chromium as a reader with a phone, in the dark, and searches it. Leaves screenshots. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { chromium } from 'playwright-core';
import { pathOnSystem } from '../runtimes/program-path.js';

const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, '.site/.vitepress/dist');
const SHOTS = join(ROOT, 'test-artifacts');
const PAGES = [
  '/',
  '/docs/signing-in',
  '/docs/guarding',
  '/reference/',
  '/reference/index/classes/Cognito',
  '/errors/LOCKED_OUT',
];
const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
};

const files = new Hono().get('*', async context => {
  const path = decodeURIComponent(context.req.path).replace(/\/$/, '/index');
  const file = join(DIST, extname(path) === '' ? `${path}.html` : path);
  const type = TYPES[extname(path)] ?? 'text/html';
  return context.body(await readFile(file), 200, { 'content-type': type });
});

mkdirSync(SHOTS, { recursive: true });
const server = serve({ fetch: files.fetch, port: 0 });
const browser = await chromium.launch({ executablePath: pathOnSystem('chromium'), args: ['--no-sandbox'] });
try {
  const { port } = server.address() as AddressInfo;
  const baseURL = `http://127.0.0.1:${port}`;
  const context = await browser.newContext({
    baseURL,
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(String(error)));
  page.on('response', response => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  for (const path of PAGES) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(SHOTS, `site${path.replace(/\W+/g, '-')}.png`) });
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await page.evaluate(overflow), 0, `${path} is wider than a phone`);
  }
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('forgotten password');
  await page.getByRole('option').filter({ hasText: 'A forgotten password' }).first().click();
  await page.waitForURL('**/docs/accounts#a-forgotten-password');
  assert.deepEqual(problems, []);
  console.log(`looked at ${PAGES.length} pages in the dark on a phone, and found a guide by search`);
} finally {
  await browser.close();
  server.close();
}
