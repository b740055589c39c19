import { needsOf } from '../helpers/import-graph.js';

it('needs no module of Node, of packages only valibot, and jose where there is no node:crypto', () => {
  expect(needsOf('src/verify/index.ts')).toEqual({
    atOnce: ['valibot'],
    later: ['jose/errors', 'jose/jws/compact/verify'],
  });
});
