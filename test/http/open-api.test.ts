import swagger from '@fastify/swagger';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import Fastify from 'fastify';
import { bearerScheme } from 'portcullis/http';
import { fastifyGuard } from 'portcullis/http/fastify';
import { honoGuard } from 'portcullis/http/hono';
import { TokenVerifier } from 'portcullis/verify';
import { POOL, prepareAttacks } from '../helpers/attack-tokens.js';

const scheme = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token' };

const setup = async () => {
  const { jwks, genuine } = await prepareAttacks();
  const verifier = new TokenVerifier({ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks });
  return { verifier, authorization: `Bearer ${genuine}` };
};

test('a guarded Fastify API documents itself with @fastify/swagger', async () => {
  const { verifier, authorization } = await setup();
  const app = Fastify();
  await app.register(swagger, {
    openapi: {
      components: {
        securitySchemes: {
          cognito: bearerScheme('An access token'),
          apiKey: { type: 'apiKey', name: 'x-api-key', in: 'header' },
        },
      },
    },
  });
  await app.register(fastifyGuard, { verifier, publicRoutes: ['GET /health'], securityScheme: 'cognito' });
  app.get('/me', async ({ principal }) => principal?.username);
  app.get('/own', { schema: { security: [{ apiKey: [] }] } }, async () => '');
  app.get('/health', async () => 'ok');
  app.post('/health', { onRequest: app.guard() }, async () => 'ok');
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });

  const document = app.swagger() as { components?: object; paths?: object };
  expect(document.components).toMatchObject({ securitySchemes: { cognito: scheme } });
  expect(document.paths).toMatchObject({
    '/me': { get: { security: [{ cognito: [] }] } },
    '/own': { get: { security: [{ apiKey: [] }] } },
    '/health': {
      get: expect.not.objectContaining({ security: expect.anything() }),
      post: { security: [{ cognito: [] }] },
    },
  });
  expect((await fetch(`${origin}/me`)).status).toBe(401);
  expect(await (await fetch(`${origin}/me`, { headers: { authorization } })).text()).toBe('ada');
  await app.close();
});

test('a guarded Hono API documents itself with @hono/zod-openapi', async () => {
  const { verifier, authorization } = await setup();
  const guard = honoGuard({ verifier });
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'cognito', bearerScheme('An access token'));
  const route = createRoute({
    ...guard.secured('cognito'),
    method: 'get',
    path: '/me',
    responses: { 200: { description: 'Who asks', content: { 'text/plain': { schema: z.string() } } } },
  });
  app.openapi(route, context => context.text(context.var.principal.username));

  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Invoices', version: '1' } });
  expect(document.components?.securitySchemes).toEqual({ cognito: scheme });
  expect(document.paths).toMatchObject({ '/me': { get: { security: [{ cognito: [] }] } } });
  expect((await app.request('/me')).status).toBe(401);
  expect(await (await app.request('/me', { headers: { authorization } })).text()).toBe('ada');
});
