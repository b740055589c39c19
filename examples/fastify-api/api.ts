import Fastify, { type FastifyInstance } from 'fastify';
import { requireGroups } from 'portcullis/http';
import { fastifyGuard } from 'portcullis/http/fastify';
import type { TokenVerifier } from 'portcullis/verify';

const orders: { by: string; item: string }[] = [];

export async function api(verifier: TokenVerifier<'access'>): Promise<FastifyInstance> {
  const app = Fastify();
  // Every route needs a token, but those that are named here.
  await app.register(fastifyGuard, { verifier, publicRoutes: ['GET /prices'] });
  app.get('/prices', async () => ({ tea: 3 }));
  app.get('/orders', async () => orders);
  app.post<{ Body: { item: string } }>(
    '/orders',
    { onRequest: app.guard(requireGroups('clerks')) },
    async ({ principal, body }, reply) => {
      orders.push({ by: principal?.username ?? '', item: body.item });
      return reply.code(201).send(orders.at(-1));
    },
  );
  return app;
}
