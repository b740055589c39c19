import { needsOf } from '../helpers/import-graph.js';

it.each(['index', 'fetch', 'hono', 'express', 'fastify', 'koa', 'lambda'])(
  '%s needs no module of Node, and of packages only valibot',
  name => {
    expect(needsOf(`src/http/${name}.ts`)).toEqual({ atOnce: ['valibot'], later: [] });
  },
);

it('session needs Node, and brings no AWS SDK', () => {
  expect(needsOf('src/http/session.ts')).toEqual({
    atOnce: ['jose/errors', 'jose/jwt/decrypt', 'jose/jwt/encrypt', 'node:crypto', 'valibot'],
    later: [],
  });
});
