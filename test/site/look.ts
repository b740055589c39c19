/**
 * Opens the built site in Chromium as a reader with a phone would, in the dark: every guide, the search, the menu of
 * versions. Leaves screenshots.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { chromium, type Page } from 'playwright-core';
import { pathOnSystem } from '../runtimes/program-path.js';
import { PUBLISHED, ROOT, VERSION } from './places.js';
import { listVersions } from './versions.js';

const SHOTS = join(ROOT, 'test-artifacts');
const GUIDES = readdirSync(join(ROOT, 'docs'))
  .filter(name => name.endsWith('.md'))
  .map(name => `/docs/${name.slice(0, -3)}`);
const PAGES = [
  ...['/', '/reference/', '/reference/index/classes/Cognito', '/errors/LOCKED_OUT', '/examples/lambda/'],
  ...GUIDES,
];
const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
};
/** A version before the first, which has one page. */
const OLDER = 'v0.0';

/** A static host. */
const files = new Hono().get('*', async context => {
  const path = decodeURIComponent(context.req.path).replace(/\/$/, '/index');
  const file = join(PUBLISHED, extname(path.replace(/^\/v[\d.]+/, '')) === '' ? `${path}.html` : path);
  const type = TYPES[extname(path)] ?? 'text/html';
  if (!existsSync(file)) return context.html(await readFile(join(PUBLISHED, '404.html'), 'utf8'), 404);
  return context.body(await readFile(file), 200, { 'content-type': type });
});

async function lookAtPages(page: Page): Promise<void> {
  for (const path of PAGES) {
    await page.goto(`/${VERSION}${path}`, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(SHOTS, `site${path.replace(/\W+/g, '-')}.png`) });
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await page.evaluate(overflow), 0, `${path} is wider than a phone`);
  }
}

async function search(page: Page): Promise<void> {
  await page.goto(`/${VERSION}/`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('forgotten password');
  await page.getByRole('option').filter({ hasText: 'A forgotten password' }).first().click();
  await page.waitForURL(`/${VERSION}/docs/accounts#a-forgotten-password`);
}

function publish(version: string): void {
  mkdirSync(join(PUBLISHED, version), { recursive: true });
  writeFileSync(join(PUBLISHED, version, 'index.html'), 'The oldest');
  listVersions(PUBLISHED);
}

function withdraw(version: string): void {
  rmSync(join(PUBLISHED, version), { recursive: true, force: true });
  listVersions(PUBLISHED);
}

/**
 * The menu leads to another version: to its first page where it lacks this one. An address without a version leads to the
 * newest.
 */
async function changeVersion(page: Page): Promise<void> {
  await page.goto(`/${VERSION}/docs/accounts`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'mobile navigation' }).click();
  const menu = page.getByRole('combobox', { name: 'Version' });
  assert.equal(await menu.inputValue(), VERSION);
  await page.screenshot({ path: join(SHOTS, 'site-versions.png') });
  await menu.selectOption(OLDER);
  await page.waitForURL(`/${OLDER}/`);
  await page.goto('/docs/accounts#the-profile');
  await page.waitForURL(`/${VERSION}/docs/accounts#the-profile`);
  await page.goto('/');
  await page.waitForURL(`/${VERSION}/`);
}

mkdirSync(SHOTS, { recursive: true });
const server = serve({ fetch: files.fetch, port: 0 });
const browser = await chromium.launch({ executablePath: pathOnSystem('chromium'), args: ['--no-sandbox'] });
try {
  const { port } = server.address() as AddressInfo;
  const context = await browser.newContext({
    baseURL: `http://127.0.0.1:${port}`,
    colorScheme: 'dark',
    viewport: { width: 375, height: 740 },
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(String(error)));
  page.on('response', response => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  await lookAtPages(page);
  await search(page);
  assert.deepEqual(problems, []);
  publish(OLDER);
  await changeVersion(page);
  console.log(
    `looked at ${PAGES.length} pages in the dark on a phone, found a guide by search, changed the version`,
  );
} finally {
  withdraw(OLDER);
  await browser.close();
  server.close();
}
