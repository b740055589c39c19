import { openShop } from '../shop.js';
import { api } from './api.js';

const shop = await openShop();
const app = api(shop.verifier);

await shop.visit((path, init) => app.request(path, init));

await shop.close();
