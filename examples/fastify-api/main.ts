import { openShop } from '../shop.js';
import { api } from './api.js';

const shop = await openShop();
const app = await api(shop.verifier);
const address = await app.listen({ port: 0, host: '127.0.0.1' });

await shop.visit((path, init) => fetch(`${address}${path}`, init));

await app.close();
await shop.close();
