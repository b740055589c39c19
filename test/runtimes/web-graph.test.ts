import { needsOf } from '../helpers/import-graph.js';

test('portcullis/web needs no module of Node and no package', () => {
  expect(needsOf('src/web/index.ts')).toEqual({ atOnce: [], later: [] });
});
