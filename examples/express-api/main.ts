import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { openShop } from '../shop.js';
import { api } from './api.js';

const shop = await openShop();
const server = api(shop.verifier).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

await shop.visit((path, init) => fetch(`http://127.0.0.1:${port}${path}`, init));

server.close();
await shop.close();
