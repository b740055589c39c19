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
  TRUST,
  writes,
} from './scene.js';

closeAfterEach();
closeScenes();

test('a definition becomes a role, its policy, and a group that is linked to it', async () => {
  const { iam, groups, provisioner } = await scene();
  await provision({ provisioner }, [admins, staff]);
  expect(granted(iam, roleOf('admins'))).toEqual({
    path: PATH,
    trust: TRUST,
    policies: { group_policy: admins.policy },
  });
  expect(granted(iam, roleOf('staff'))?.policies).toEqual({ group_policy: staff.policy });
  await expect(groups.get('admins')).resolves.toMatchObject({
    description: 'They may',
    precedence: 1,
    roleArn: iam.roles.get(roleOf('admins').toLowerCase())?.arn,
  });
  await expect(groups.get('staff')).resolves.toMatchObject({ precedence: undefined });
});

test('a role grants before a group is linked to it, and trusts before it grants', async () => {
  const { iam, provisioner, network } = await scene();
  await provision({ provisioner }, [admins]);
  expect(writes(iam)).toEqual(['CreateRole', 'PutRolePolicy']);
  expect(network.operations).toEqual(['ListGroups', 'ListGroups', 'CreateGroup']);
  const [created] = iam.calls.filter(({ action }) => action === 'CreateRole');
  expect(JSON.parse(created?.parameters.AssumeRolePolicyDocument ?? '')).toEqual(TRUST);
});

test('planning writes nothing', async () => {
  const { iam, network, provisioner } = await scene();
  await provisioner.plan([admins, staff], { prune: true });
  expect(writes(iam)).toEqual([]);
  expect(network.operations).toEqual(['ListGroups']);
});

test('doing it again changes nothing, by the same plan and by a new one', async () => {
  const { iam, provisioner } = await scene();
  const plan = await provisioner.plan([admins, staff]);
  await expect(provisioner.apply(plan)).resolves.toHaveLength(6);
  const before = writes(iam).length;
  await expect(provisioner.apply(plan)).resolves.toEqual([]);
  const again = await provisioner.plan([admins, staff]);
  expect(again).toMatchObject({ changes: [], leftovers: [], text: 'nothing to change' });
  await expect(provisioner.apply(again)).resolves.toEqual([]);
  expect(writes(iam)).toHaveLength(before);
});

test('a plan says what it would do, to programs and to people', async () => {
  const { provisioner } = await scene({ groups: [{ name: 'staff', precedence: 5 }] });
  const plan = await provisioner.plan([{ ...staff, precedence: 2 }]);
  expect(plan.changes).toEqual([
    { kind: 'create-role', role: roleOf('staff'), group: 'staff', trustPolicy: TRUST },
    { kind: 'put-policy', role: roleOf('staff'), to: staff.policy },
    {
      kind: 'update-group',
      group: 'staff',
      from: { precedence: 5 },
      to: { role: roleOf('staff'), precedence: 2 },
    },
  ]);
  expect(plan.text.split('\n').filter(line => !line.startsWith('    '))).toEqual([
    '+ create the role eu-west-1_Portcull1_staff for the group staff',
    '+ write the policy of the role eu-west-1_Portcull1_staff',
    '~ change the group staff, role "eu-west-1_Portcull1_staff", precedence 5 → 2',
  ]);
});

test('a plan can be kept as JSON and applied by another process', async () => {
  const it = await scene();
  const kept = JSON.stringify(await it.provisioner.plan([admins]));
  await expect(it.another().apply(JSON.parse(kept))).resolves.toHaveLength(3);
  await expect(it.groups.get('admins')).resolves.toMatchObject({ precedence: 1 });
});

test('a plan for another pool is refused', async () => {
  const { provisioner } = await scene();
  const plan = await provisioner.plan([admins]);
  const elsewhere = { ...plan, userPoolId: 'eu-west-1_Elsewhere' };
  await expect(provisioner.apply(elsewhere)).rejects.toThrow('plan.userPoolId is not this user pool');
  const other = { ...plan, identityPoolId: 'eu-west-1:f' };
  await expect(provisioner.apply(other)).rejects.toThrow('plan.identityPoolId is not this identity pool');
  await expect(provisioner.apply('plan' as never)).rejects.toThrow('plan must be a plan');
});

test('what is passed in is not changed, and changing it later does not change the plan', async () => {
  const it = await scene();
  const definition = JSON.parse(JSON.stringify([admins]));
  const plan = await it.provisioner.plan(definition);
  expect(definition).toEqual([admins]);
  definition[0].policy.Statement[0].Action = '*';
  await it.provisioner.apply(plan);
  expect(granted(it.iam, roleOf('admins'))?.policies.group_policy).toEqual(admins.policy);
});

describe('drift is shown, and corrected by applying', () => {
  test('a policy that was changed by hand', async () => {
    const { iam, provisioner } = await scene();
    await provision({ provisioner }, [admins]);
    const role = iam.roles.get(roleOf('admins').toLowerCase());
    role?.policies.set('group_policy', JSON.stringify(allow('*')));
    const plan = await provisioner.plan([admins]);
    expect(plan.changes).toEqual([
      { kind: 'put-policy', role: roleOf('admins'), from: allow('*'), to: admins.policy },
    ]);
    expect(plan.text).toBe(
      [
        '~ correct the policy of the role eu-west-1_Portcull1_admins',
        '    -       "Action": "*",',
        '    -       "Resource": "*"',
        '    +       "Action": "s3:*",',
        '    +       "Resource": "arn:aws:s3:::reports/*"',
      ].join('\n'),
    );
    await provisioner.apply(plan);
    expect(granted(iam, roleOf('admins'))?.policies).toEqual({ group_policy: admins.policy });
  });

  test('a trust policy that lets others in', async () => {
    const { iam, provisioner } = await scene();
    await provision({ provisioner }, [admins]);
    const role = iam.roles.get(roleOf('admins').toLowerCase());
    const open = { ...TRUST, Statement: [{ ...TRUST.Statement[0], Condition: {} }] };
    if (role) role.trustPolicy = JSON.stringify(open);
    const plan = await provisioner.plan([admins]);
    expect(plan.changes).toEqual([
      { kind: 'set-trust-policy', role: roleOf('admins'), from: open, to: TRUST },
    ]);
    await provisioner.apply(plan);
    expect(granted(iam, roleOf('admins'))?.trust).toEqual(TRUST);
  });

  test('a group that lost its role, and one that got another', async () => {
    const OTHER = 'arn:aws:iam::123456789012:role/Other';
    const { iam, groups, provisioner } = await scene({ groups: [{ name: 'staff' }] });
    await provision({ provisioner }, [admins]);
    await groups.update('admins', { roleArn: OTHER, precedence: 9 });
    iam.calls.length = 0;
    const plan = await provisioner.plan([admins, staff]);
    expect(plan.text).toContain(
      `~ change the group admins, role "${OTHER}" → "${roleOf('admins')}", precedence 9 → 1`,
    );
    expect(plan.text).toContain(`~ change the group staff, role "${roleOf('staff')}"`);
    await provisioner.apply(plan);
    for (const name of ['admins', 'staff'])
      await expect(groups.get(name)).resolves.toMatchObject({
        roleArn: iam.roles.get(roleOf(name).toLowerCase())?.arn,
      });
    await expect(groups.get('admins')).resolves.toMatchObject({ precedence: 1 });
  });

  test('a description and a precedence that the definition does not give stay as they are', async () => {
    const { groups, provisioner } = await scene({
      groups: [{ name: 'staff', description: 'By hand', precedence: 7 }],
    });
    await provision({ provisioner }, [staff]);
    await expect(groups.get('staff')).resolves.toMatchObject({ description: 'By hand', precedence: 7 });
    await expect(provisioner.plan([staff])).resolves.toMatchObject({ changes: [] });
  });

  test('a policy that is written otherwise and says the same is no drift', async () => {
    const { iam, provisioner } = await scene();
    await provision({ provisioner }, [admins]);
    const role = iam.roles.get(roleOf('admins').toLowerCase());
    role?.policies.set(
      'group_policy',
      JSON.stringify({
        Statement: { Resource: ['arn:aws:s3:::reports/*'], Action: ['S3:*'], Effect: 'Allow', Sid: '' },
        Version: '2012-10-17',
      }),
    );
    await expect(provisioner.plan([admins])).resolves.toMatchObject({ changes: [] });
  });
});

test('a plan is refused when what is there has changed since, and nothing is done', async () => {
  const { iam, provisioner } = await scene();
  await provision({ provisioner }, [admins]);
  const plan = await provisioner.plan([admins, staff]);
  iam.roles.get(roleOf('admins').toLowerCase())?.policies.set('group_policy', JSON.stringify(allow('*')));
  iam.calls.length = 0;
  await expect(provisioner.apply(plan)).rejects.toMatchObject({
    code: 'STALE_PLAN',
    unplanned: [`correct the policy of the role ${roleOf('admins')}`],
  });
  expect(writes(iam)).toEqual([]);
});

describe('a role of the name that is not the group’s', () => {
  test('is left alone', async () => {
    const { iam, provisioner } = await scene();
    iam.add({ name: 'Deployer', policies: { everything: allow('*') } });
    await expect(provisioner.plan([{ ...admins, roleName: 'Deployer' }])).rejects.toMatchObject({
      code: 'ROLE_TAKEN',
      role: 'Deployer',
      group: 'admins',
    });
    expect(writes(iam)).toEqual([]);
  });

  test('is taken over when the group is linked to it already', async () => {
    const it = await scene();
    const { arn } = it.iam.add({ name: 'role_admins', policies: { admins_policy: allow('s3:*') } });
    await it.groups.create({ name: 'admins', roleArn: arn });
    await provision(it, [{ ...admins, roleName: 'role_admins' }]);
    expect(granted(it.iam, 'role_admins')).toEqual({
      path: '/',
      trust: TRUST,
      policies: { admins_policy: allow('s3:*'), group_policy: admins.policy },
    });
    await expect(it.groups.get('admins')).resolves.toMatchObject({ roleArn: arn, precedence: 1 });
  });

  test('is taken over without being named when cognises made it, and the plan says so', async () => {
    const it = await scene();
    const { arn } = it.iam.add({ name: 'role_admins', policies: { admins_policy: allow('s3:*') } });
    await it.groups.create({ name: 'admins', roleArn: arn });
    const plan = await it.provisioner.plan([admins, staff]);
    expect(plan.notes).toEqual(['the group admins keeps the role role_admins, which cognises made']);
    expect(plan.leftovers).toEqual([{ kind: 'delete-policy', role: 'role_admins', policy: 'admins_policy' }]);
    await it.provisioner.apply(plan);
    expect(granted(it.iam, 'role_admins')?.policies).toMatchObject({ group_policy: admins.policy });
    expect(granted(it.iam, roleOf('staff'))?.policies).toEqual({ group_policy: staff.policy });
    expect([...it.iam.roles.keys()]).not.toContain(roleOf('admins').toLowerCase());
    await provision(it, [admins, staff], { prune: true });
    expect(granted(it.iam, 'role_admins')?.policies).toEqual({ group_policy: admins.policy });
    await expect(it.provisioner.plan([admins, staff])).resolves.toMatchObject({ changes: [], leftovers: [] });
  });

  test('of cognises stays as it is when the definition names another', async () => {
    const it = await scene();
    const { arn } = it.iam.add({ name: 'role_admins', policies: { admins_policy: allow('s3:*') } });
    await it.groups.create({ name: 'admins', roleArn: arn });
    await provision(it, [{ ...admins, roleName: roleOf('admins') }]);
    expect(granted(it.iam, 'role_admins')?.policies).toEqual({ admins_policy: allow('s3:*') });
    await expect(it.groups.get('admins')).resolves.toMatchObject({
      roleArn: it.iam.roles.get(roleOf('admins').toLowerCase())?.arn,
    });
  });

  test('that appears after the plan was compared is not taken over either', async () => {
    const { iam, provisioner } = await scene();
    const plan = await provisioner.plan([admins]);
    iam.fault = action => {
      if (action === 'CreateRole') iam.add({ name: roleOf('admins'), trustPolicy: { Statement: [] } });
      return undefined;
    };
    await expect(provisioner.apply(plan)).rejects.toMatchObject({ cause: { code: 'ROLE_TAKEN' } });
    expect(granted(iam, roleOf('admins'))?.trust).toEqual({ Statement: [] });
  });
});

test('two who apply the same at once both succeed', async () => {
  const it = await scene();
  const plan = await it.provisioner.plan([admins, staff]);
  const [one, other] = await Promise.all([it.provisioner.apply(plan), it.another().apply(plan)]);
  expect(one.length + other.length).toBeGreaterThanOrEqual(6);
  await expect(it.provisioner.plan([admins, staff])).resolves.toMatchObject({ changes: [], leftovers: [] });
});
