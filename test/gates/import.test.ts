import { needsOf } from '../helpers/import-graph.js';

it('brings no AWS SDK, and of packages only valibot', () => {
  const { atOnce, later } = needsOf('src/gates/index.ts');
  const packages = [...atOnce, ...later].filter(name => !name.startsWith('node:'));
  expect(packages.filter(name => !name.startsWith('jose/'))).toEqual(['valibot']);
});
