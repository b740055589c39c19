import express, { type Express } from 'express';
import { requireGroups } from 'portcullis/http';
import { expressGuard } from 'portcullis/http/express';
import type { TokenVerifier } from 'portcullis/verify';

const orders: { by: string; item: string }[] = [];

export function api(verifier: TokenVerifier<'access'>): Express {
  const guard = expressGuard({ verifier });
  const app = express();
  // Every route needs a token, but those that are named here.
  app.use(guard.except(['GET /prices']));
  app.use(express.json());
  app.get('/prices', (_, response) => void response.json({ tea: 3 }));
  app.get('/orders', (_, response) => void response.json(orders));
  app.post('/orders', guard(requireGroups('clerks')), ({ principal, body }, response) => {
    orders.push({ by: principal?.username ?? '', item: String(body.item) });
    response.status(201).json(orders.at(-1));
  });
  return app;
}
