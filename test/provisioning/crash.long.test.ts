import type { Change } from 'portcullis/provisioning';
import type { Fault } from '../helpers/iam-server.js';
import { closeAfterEach } from '../helpers/pool.js';
import { thrownBy } from '../helpers/thrown-by.js';
import {
  admins,
  allow,
  closeScenes,
  granted,
  PATH,
  provision,
  roleOf,
  type Scene,
  scene,
  staff,
  TRUST,
} from './scene.js';

closeAfterEach();
closeScenes();

const MANAGED = 'arn:aws:iam::aws:policy/AdministratorAccess';
const IAM_WRITES = /^(Create|Put|Update|Delete|Detach)/;
const POOL_WRITES = /^(Create|Update|Delete)Group$/;

const FAULTS: Readonly<Record<string, Fault>> = {
  'refused before it was done': { code: 'ServiceFailure', status: 500 },
  'done, and the answer was lost': 'answer-lost',
};

/** Something of everything: a role to correct, a group to link anew, what to prune, and what is not there yet. */
async function disorder(): Promise<Scene> {
  const it = await scene({ groups: [{ name: 'staff', precedence: 5 }] });
  await provision(it, [admins, { ...staff, name: 'former', precedence: 3 }]);
  const role = it.iam.roles.get(roleOf('admins').toLowerCase());
  if (!role) throw new Error('no role');
  role.trustPolicy = JSON.stringify(allow('sts:AssumeRole'));
  role.policies.set('group_policy', JSON.stringify(allow('*')));
  role.policies.set('by_hand', JSON.stringify(allow('iam:*')));
  role.attached.add(MANAGED);
  await it.groups.update('admins', { precedence: 8 });
  it.iam.calls.length = 0;
  return it;
}

const NEWCOMERS = { ...staff, name: 'newcomers' };
const DEFINITION = [admins, staff, NEWCOMERS];

/** Lets the n-th write fail, in IAM or in the pool, and every one after: the process is gone. */
function crashAt(it: Scene, nth: number, fault: Fault): void {
  let count = 0;
  it.iam.fault = action => {
    if (!IAM_WRITES.test(action) || ++count < nth) return undefined;
    return count === nth ? fault : { code: 'ServiceFailure', status: 500 };
  };
  it.poolFault = operation => {
    if (!POOL_WRITES.test(operation) || ++count < nth) return undefined;
    const lost = count === nth && fault === 'answer-lost';
    return lost ? 'answer-lost' : { status: 500, exception: 'InternalErrorException' };
  };
}

function repair(it: Scene): void {
  it.iam.fault = () => undefined;
  it.poolFault = () => undefined;
}

/** That no group is linked to a role that is not ready, but for the one that was so to begin with. */
async function expectSafe({ iam, groups }: Scene): Promise<void> {
  for await (const { name, roleArn } of groups.list()) {
    const role = [...iam.roles.values()].find(({ arn }) => arn === roleArn);
    if (roleArn === undefined || name === 'admins') continue;
    expect(role).toBeDefined();
    expect(granted(iam, role?.name ?? '')).toEqual({
      path: PATH,
      trust: TRUST,
      policies: { group_policy: expect.anything() },
    });
  }
}

async function expectFinished({ iam, groups, provisioner }: Scene): Promise<void> {
  await expect(provisioner.plan(DEFINITION, { prune: true })).resolves.toMatchObject({ changes: [] });
  for (const { name, policy } of DEFINITION) {
    expect(granted(iam, roleOf(name))).toEqual({
      path: PATH,
      trust: TRUST,
      policies: { group_policy: policy },
    });
    const role = iam.roles.get(roleOf(name).toLowerCase());
    expect(role?.attached.size).toBe(0);
    await expect(groups.get(name)).resolves.toMatchObject({ roleArn: role?.arn });
  }
  expect(iam.roles.size).toBe(DEFINITION.length);
  await expect(groups.get('former')).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
  await expect(groups.get('admins')).resolves.toMatchObject({ precedence: 1, description: 'They may' });
}

const STEPS: readonly Change['kind'][] = [
  'set-trust-policy',
  'delete-policy',
  'detach-policy',
  'put-policy',
  'update-group',
  'create-role',
  'put-policy',
  'update-group',
  'create-role',
  'put-policy',
  'create-group',
  'delete-group',
  'delete-policy',
  'delete-role',
];

test('the steps that these tests fail at are all the steps there are', async () => {
  const { changes } = await (await disorder()).provisioner.plan(DEFINITION, { prune: true });
  expect(changes.map(({ kind }) => kind)).toEqual(STEPS);
});

describe.each(Object.entries(FAULTS))('a step that is %s', (_, fault) => {
  test.each(STEPS.map((kind, index) => [index + 1, kind] as const))(
    'at step %i, %s: what is left is safe, and the next apply finishes it',
    async (step, kind) => {
      const it = await disorder();
      const plan = await it.provisioner.plan(DEFINITION, { prune: true });
      crashAt(it, step, fault);
      const error = await thrownBy(it.provisioner.apply(plan));
      expect(error).toMatchObject({
        code: 'APPLY_INCOMPLETE',
        made: { length: step - 1 },
        remaining: STEPS.length - step + 1,
      });
      expect(plan.changes[step - 1]?.kind).toBe(kind);
      repair(it);
      await expectSafe(it);
      await it.provisioner.apply(plan);
      await expectFinished(it);
    },
  );
});

test('a new plan finishes a half-finished apply as well', async () => {
  const it = await disorder();
  const plan = await it.provisioner.plan(DEFINITION, { prune: true });
  crashAt(it, 7, { code: 'ServiceFailure', status: 500 });
  await thrownBy(it.provisioner.apply(plan));
  repair(it);
  const rest = await it.provisioner.plan(DEFINITION, { prune: true });
  expect(rest.changes).toEqual(plan.changes.slice(6));
  await it.another().apply(rest);
  await expectFinished(it);
});

test('an error of a half-finished apply says what was made, what failed, and what to do', async () => {
  const it = await scene();
  const plan = await it.provisioner.plan([admins]);
  it.poolFault = operation =>
    operation === 'CreateGroup' ? { status: 400, exception: 'InvalidParameterException' } : undefined;
  const error = await thrownBy(it.provisioner.apply(plan));
  expect(error).toMatchObject({
    message: expect.stringMatching(
      /^2 of 3 changes were made; then "create the group admins, .*" failed: not now$/,
    ),
    advice: expect.stringContaining('again'),
    made: [
      `create the role ${roleOf('admins')} for the group admins`,
      `write the policy of the role ${roleOf('admins')}`,
    ],
    cause: { code: 'INVALID_PARAMETER' },
  });
});
