import { closeAfterEach } from '../helpers/pool.js';
import {
  admins,
  allow,
  closeScenes,
  granted,
  PATH,
  provision,
  roleOf,
  scene,
  staff,
  writes,
} from './scene.js';

closeAfterEach();
closeScenes();

const MANAGED = ['ReadOnlyAccess', 'PowerUserAccess', 'SecurityAudit'].map(
  name => `arn:aws:iam::aws:policy/${name}`,
);

/** Two groups of which one is no longer wanted, rights that were added by hand, and what belongs to others. */
async function grown() {
  const it = await scene({
    groups: [{ name: 'by-hand', roleArn: 'arn:aws:iam::123456789012:role/by-hand' }, { name: 'plain' }],
  });
  it.iam.add({ name: 'by-hand', policies: { everything: allow('*') } });
  it.iam.add({ name: 'elsewhere', path: '/portcullis/eu-west-1_Elsewhere/' });
  await provision(it, [admins, staff]);
  const role = it.iam.roles.get(roleOf('admins').toLowerCase());
  role?.policies.set('by_hand', JSON.stringify(allow('iam:*')));
  for (const arn of MANAGED) role?.attached.add(arn);
  it.iam.calls.length = 0;
  return it;
}

const EXTRAS = [
  { kind: 'delete-policy', role: roleOf('admins'), policy: 'by_hand' },
  ...MANAGED.map(policyArn => ({ kind: 'detach-policy', role: roleOf('admins'), policyArn })),
];
const ABANDONED = [
  { kind: 'delete-group', group: 'staff' },
  { kind: 'delete-policy', role: roleOf('staff'), policy: 'group_policy' },
  { kind: 'delete-role', role: roleOf('staff') },
];

test('what is not in the definition is shown, and stays', async () => {
  const { iam, groups, provisioner } = await grown();
  const plan = await provisioner.plan([admins]);
  expect(plan).toMatchObject({ changes: [], leftovers: [...EXTRAS, ...ABANDONED] });
  expect(plan.text.split('\n').slice(0, 3)).toEqual([
    'nothing to change',
    'left alone; with { prune: true } it would',
    `. delete the policy by_hand of the role ${roleOf('admins')}`,
  ]);
  await expect(provisioner.apply(plan)).resolves.toEqual([]);
  expect(writes(iam)).toEqual([]);
  await expect(groups.get('staff')).resolves.toMatchObject({ name: 'staff' });
});

test('asked to, it deletes what was made for this pool, and nothing of anybody else', async () => {
  const { iam, groups, provisioner } = await grown();
  const plan = await provisioner.plan([admins], { prune: true });
  expect(plan).toMatchObject({ changes: [...EXTRAS, ...ABANDONED], leftovers: [], prune: true });
  expect(plan.text).toContain('- delete the group staff; its members stay users');
  await provisioner.apply(plan);
  expect(granted(iam, roleOf('admins'))?.policies).toEqual({ group_policy: admins.policy });
  expect([...iam.roles.keys()].sort()).toEqual(['by-hand', 'elsewhere', roleOf('admins').toLowerCase()]);
  const left = [];
  for await (const { name } of groups.list()) left.push(name);
  expect(left.sort()).toEqual(['admins', 'by-hand', 'plain']);
  await expect(provisioner.apply(plan)).resolves.toEqual([]);
});

test('a plan that was made without pruning does not prune, whatever it is told later', async () => {
  const { iam, provisioner } = await grown();
  const plan = await provisioner.plan([admins]);
  await expect(provisioner.apply({ ...plan, prune: true })).rejects.toMatchObject({
    code: 'STALE_PLAN',
    unplanned: { length: EXTRAS.length + ABANDONED.length },
  });
  expect(writes(iam)).toEqual([]);
});

test('a group whose role got another name leaves the old role for pruning', async () => {
  const it = await scene();
  await provision(it, [staff]);
  const renamed = { ...staff, roleName: 'people' };
  await provision(it, [renamed]);
  await expect(it.groups.get('staff')).resolves.toMatchObject({ roleArn: it.iam.roles.get('people')?.arn });
  await provision(it, [renamed], { prune: true });
  expect([...it.iam.roles.values()].map(({ name, path }) => [name, path])).toEqual([['people', PATH]]);
  await expect(it.groups.get('staff')).resolves.toMatchObject({ name: 'staff' });
});

test('what somebody else deleted meanwhile is as good as deleted', async () => {
  const { iam, groups, provisioner } = await grown();
  const plan = await provisioner.plan([admins], { prune: true });
  iam.fault = action => {
    if (action !== 'DeleteRolePolicy') return undefined;
    iam.roles.get(roleOf('admins').toLowerCase())?.policies.delete('by_hand');
    iam.roles.get(roleOf('admins').toLowerCase())?.attached.clear();
    iam.roles.delete(roleOf('staff').toLowerCase());
    return undefined;
  };
  await provisioner.apply(plan);
  await expect(groups.get('staff')).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
  await expect(provisioner.plan([admins])).resolves.toMatchObject({ changes: [], leftovers: [] });
});
