import { needsOf } from '../helpers/import-graph.js';

test('portcullis/web needs no module of Node, no AWS SDK, and of packages only valibot', () => {
  expect(needsOf('src/web/index.ts')).toEqual({ atOnce: ['valibot'], later: [] });
});
