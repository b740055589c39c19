import { Hono } from 'hono';
import { requireGroups } from 'portcullis/http';
import { honoGuard } from 'portcullis/http/hono';
import type { TokenVerifier } from 'portcullis/verify';

const orders: { by: string; item: string }[] = [];

export function api(verifier: TokenVerifier<'access'>) {
  const guard = honoGuard({ verifier });
  return new Hono()
    .get('/prices', context => context.json({ tea: 3 }))
    .use(guard())
    .get('/orders', context => context.json(orders))
    .post('/orders', guard(requireGroups('clerks')), async context => {
      const { item } = await context.req.json<{ item: string }>();
      orders.push({ by: context.var.principal.username, item });
      return context.json(orders.at(-1), 201);
    });
}
