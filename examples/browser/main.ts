import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { startLocalPool } from 'portcullis/local';

const local = await startLocalPool({
  seed: { clients: [{ clientId: 'page' }], users: [{ username: 'ada', password: 'Correct-Horse-9' }] },
});
const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const bundle = await build({
  entryPoints: [fileOf('page.js')],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  write: false,
});
const settings = { userPoolId: local.userPoolId, clientId: 'page', endpoint: local.endpoint };
const page = (await readFile(fileOf('index.html'), 'utf8')).replace(
  '<form>',
  `<script>globalThis.settings = ${JSON.stringify(settings)};</script><form>`,
);
const server = createServer(({ url }, response) => {
  const [type, body] =
    url === '/page.js' ? ['text/javascript', bundle.outputFiles[0]?.text] : ['text/html', page];
  response.writeHead(200, { 'content-type': type }).end(body);
});
await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox'] });
try {
  const tab = await browser.newPage();
  const says = async () => {
    await tab.waitForFunction('document.querySelector("output").value !== ""');
    return await tab.locator('output').innerText();
  };
  const signIn = async (password: string) => {
    await tab.fill('[name=username]', 'ada');
    await tab.fill('[name=password]', password);
    await tab.click('button');
  };
  await tab.goto(address);
  await signIn('Wrong-Horse-9');
  console.log(await says());
  await signIn('Correct-Horse-9');
  await tab.waitForSelector('form', { state: 'hidden' });
  console.log(await says());
  await tab.reload();
  console.log(`after a reload: ${await says()}`);
} finally {
  await browser.close();
  server.close();
  await local.close();
}
