import { needsOf } from '../helpers/import-graph.js';

it('needs no module of Node and no package, but jose where there is no node:crypto', () => {
  expect(needsOf('src/verify/index.ts')).toEqual({
    atOnce: [],
    later: ['jose/errors', 'jose/jws/compact/verify'],
  });
});
