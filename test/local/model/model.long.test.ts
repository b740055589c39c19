import fc from 'fast-check';
import { closeAfterEach, poolWith } from '../../helpers/pool.js';
import { BEGINNING, compareAll, runs, type Step } from './commands.js';
import { PoolModel } from './model.js';
import { RealPool } from './real.js';
import type { Rules } from './rules.js';

closeAfterEach();

/** More of them: `MODEL_RUNS=2000 npm run test:long -- test/local/model`. */
const numRuns = Number(process.env.MODEL_RUNS ?? 30);

async function poolLike({ emailAlias, hidesUsers }: Rules) {
  const client = {
    clientId: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const, 'ALLOW_REFRESH_TOKEN_AUTH' as const],
    PreventUserExistenceErrors: hidesUsers ? ('ENABLED' as const) : ('LEGACY' as const),
  };
  const seed = { clients: [client], AliasAttributes: emailAlias ? ['email' as const] : [] };
  return poolWith(seed, { clock: () => Date.UTC(2026, 0, 1) });
}

test.each<[string, Rules]>([
  ['that says who exists', { emailAlias: false, hidesUsers: false }],
  ['with an alias, whose client hides who exists', { emailAlias: true, hidesUsers: true }],
])('whatever is done to a pool %s, it is as the model of it', async (_, rules) => {
  const local = await poolLike(rules);
  const run = async (commands: Iterable<Step>) => {
    // What an earlier run counted in the hour is over.
    local.clock.advance(3663);
    const model = new PoolModel(rules);
    const real = new RealPool(local, name => model.find(name)?.name ?? name);
    try {
      for (const step of BEGINNING) await step.run(model, real);
      await fc.asyncModelRun(() => ({ model, real }), commands as never);
      await compareAll(model, real);
    } finally {
      await empty(model, real);
    }
  };
  await fc.assert(fc.asyncProperty(runs, run as never), { numRuns });
});

/** The next run begins with nobody. */
async function empty(model: PoolModel, real: RealPool): Promise<void> {
  for (const name of ['ada', 'bob', 'eve']) await real.adminDelete({ name }).catch(() => undefined);
  for (const group of model.groups.keys()) await real.deleteGroup({ group }).catch(() => undefined);
  real.close();
}
