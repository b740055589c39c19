import { UserPool } from 'portcullis';
import { isAllowed, permissionsOf } from 'portcullis/provisioning';
import { closeAfterEach } from '../helpers/pool.js';
import { thrownBy } from '../helpers/thrown-by.js';
import { admins, allow, closeScenes, granted, roleOf, scene, staff } from './scene.js';

closeAfterEach();
closeScenes();

/** As a file of cognises has it, with the flag that it rewrites. */
const FILE = JSON.stringify([
  {
    group_name: 'Group1',
    group_policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Stmt1524591948858',
          Action: 'cognito-idp:*',
          Effect: 'Allow',
          Resource: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEf123',
        },
      ],
    },
    created: 'false',
    allowed_functions: ['protected', 'admin_panel', 'update_data'],
  },
  {
    group_name: 'Group2',
    group_policy: allow('s3:ListBucket'),
    created: 'true',
    precedence: 4,
    role_name: 'Second',
  },
]);

test('a file of cognises is provisioned as it is, whatever it says of "created"', async () => {
  const { iam, groups, provisioner } = await scene();
  const plan = await provisioner.plan(`\uFEFF${FILE}`);
  expect(plan.notes).toEqual(['"created" is ignored (in 2 of 2 groups): what exists decides']);
  expect(plan.text).toMatch(/\nnote: "created" is ignored/);
  await provisioner.apply(plan);
  const [first] = JSON.parse(FILE);
  expect(granted(iam, roleOf('Group1'))?.policies).toEqual({ group_policy: first.group_policy });
  await expect(groups.get('Group2')).resolves.toMatchObject({
    precedence: 4,
    roleArn: iam.roles.get('second')?.arn,
  });
  await expect(provisioner.plan(JSON.parse(FILE))).resolves.toMatchObject({ changes: [] });
});

test('the same definition is the permission table', () => {
  const table = permissionsOf(FILE);
  expect(table).toEqual({ Group1: ['protected', 'admin_panel', 'update_data'], Group2: [] });
  expect(permissionsOf([admins, { ...staff, allowedFunctions: ['view', 'view'] }])).toEqual({
    admins: ['view', 'delete'],
    staff: ['view'],
  });
  expect(Object.isFrozen(table) && Object.isFrozen(table.Group1)).toBe(true);
});

test('an action is allowed to whoever is in one group that has it, and to nobody else', () => {
  const table = permissionsOf([admins, staff, { ...staff, name: '__proto__', allowedFunctions: ['odd'] }]);
  expect(isAllowed(table, ['staff', 'admins'], 'delete')).toBe(true);
  expect(isAllowed(table, ['staff'], 'delete')).toBe(false);
  expect(isAllowed(table, [], 'view')).toBe(false);
  expect(isAllowed(table, ['constructor', 'toString', 'nobody'], 'length')).toBe(false);
  expect(isAllowed(table, ['__proto__'], 'odd')).toBe(true);
});

describe('a definition that is wrong is refused, and names the place', () => {
  const policy = allow('s3:*');
  const statement = policy.Statement[0];
  const withStatement = (changes: object) => [
    { ...staff, policy: { Statement: { ...statement, ...changes } } },
  ];
  const place = 'definition[0].policy.Statement[0]';

  test.each<[string, unknown, string]>([
    ['no JSON', '[{', 'definition is not JSON'],
    ['no list', { name: 'staff' }, 'definition must be a list of groups'],
    ['no group', ['staff'], 'definition[0] must be an object'],
    [
      'an unknown key',
      [{ ...staff, polcy: 1 }],
      'definition[0].polcy is not a known key; allowed: name, policy, allowedFunctions, description, precedence, roleName',
    ],
    [
      'an unknown key of a file',
      JSON.stringify([{ group_name: 'a', group_policy: policy, functions: [] }]),
      'definition[0].functions is not a known key; allowed: group_name, group_policy, allowed_functions, created, description, precedence, role_name',
    ],
    ['no name', [{ policy }], 'definition[0].name is missing'],
    [
      'a name with a space',
      [{ name: 'a b', policy }],
      'definition[0].name must be 1 to 128 characters, without white space',
    ],
    ['one name twice', [staff, admins, staff], 'definition[2].name is the name of an earlier group'],
    [
      'a precedence below zero',
      [{ ...staff, precedence: -1 }],
      'definition[0].precedence must be a whole number, at least 0',
    ],
    [
      'a function without a name',
      [{ ...staff, allowedFunctions: [''] }],
      'definition[0].allowedFunctions[0] must not be empty',
    ],
    ['no policy', [{ name: 'a' }], 'definition[0].policy is missing'],
    ['a policy without a statement', [{ ...staff, policy: {} }], 'definition[0].policy.Statement is missing'],
    [
      'a policy with an empty list',
      [{ ...staff, policy: { Statement: [] } }],
      'definition[0].policy.Statement must not be empty',
    ],
    [
      'a version that does not exist',
      [{ ...staff, policy: { ...policy, Version: '2012-10-18' } }],
      'definition[0].policy.Version must be 2012-10-17 or 2008-10-17',
    ],
    ['no effect', withStatement({ Effect: undefined }), `${place}.Effect is missing`],
    [
      'an effect that IAM does not have',
      withStatement({ Effect: 'allow' }),
      `${place}.Effect must be Allow or Deny`,
    ],
    [
      'a principal',
      withStatement({ Principal: '*' }),
      `${place}.Principal is not a known key; allowed: Sid, Effect, Action, NotAction, Resource, NotResource, Condition`,
    ],
    ['no action', withStatement({ Action: undefined }), `${place} must have one of Action and NotAction`],
    [
      'two kinds of action',
      withStatement({ NotAction: 's3:*' }),
      `${place} must have one of Action and NotAction`,
    ],
    [
      'an action without a service',
      withStatement({ Action: ['s3:*', 'GetObject'] }),
      `${place}.Action[1] must be * or an action, such as s3:GetObject`,
    ],
    [
      'a resource that is none',
      withStatement({ Resource: 'bucket' }),
      `${place}.Resource[0] must be * or an ARN`,
    ],
    [
      'a condition that is none',
      withStatement({ Condition: { StringEquals: 'a' } }),
      `${place}.Condition.StringEquals must be an object`,
    ],
    [
      'one Sid twice',
      [
        {
          ...staff,
          policy: {
            Statement: [
              { ...statement, Sid: 'a' },
              { ...statement, Sid: 'a' },
            ],
          },
        },
      ],
      'definition[0].policy.Statement must not have one Sid twice',
    ],
    [
      'a policy that is too long',
      withStatement({ Resource: `arn:aws:s3:::${'a'.repeat(10_240)}` }),
      'definition[0].policy must not be longer than 10240 characters',
    ],
  ])('%s', (_, definition, message) => {
    expect(() => permissionsOf(definition as never)).toThrow(message);
  });

  test('a group that no role can be named after', async () => {
    const { iam, provisioner } = await scene();
    await expect(provisioner.plan([{ ...staff, name: 'сотрудники' }])).rejects.toThrow(
      /^definition\[0\].role_name is missing, and IAM takes no role/,
    );
    await expect(provisioner.plan([{ ...staff, roleName: 'a/b' }])).rejects.toThrow(
      'definition[0].roleName must be 1 to 64 of the characters',
    );
    await expect(provisioner.plan([staff, { ...staff, name: 'Staff' }])).rejects.toThrow(
      "definition[1].role_name is the name of an earlier group's role",
    );
    expect(iam.calls).toEqual([]);
    await provisioner.apply(
      await provisioner.plan([{ ...staff, name: 'сотрудники', roleName: 'employees' }]),
    );
    expect(granted(iam, 'employees')?.policies).toEqual({ group_policy: staff.policy });
  });
});

test('options that cannot work are refused before anything is sent', async () => {
  const { Provisioner } = await import('portcullis/provisioning');
  const { iam, provisioner } = await scene();
  const pool = new UserPool({ userPoolId: 'eu-west-1_Portcull1' });
  const make = (options: object) => () => new Provisioner({ pool, ...options } as never);
  const client = iam.client();
  expect(make({ iam: client, identityPoolId: 'eu-west-1_Portcull1' })).toThrow(
    'options.identityPoolId must be',
  );
  expect(make({ iam: { send: () => 0 }, identityPoolId: 'eu-west-1:0' })).toThrow(
    'options.iam must be an IAM',
  );
  expect(make({ iam: client, identityPoolId: 'cn-north-1:0' })).toThrow('options.identityPoolId is in China');
  expect(make({ iam: client, identityPoolId: 'eu-west-1:0', prune: true })).toThrow(
    'options.prune is not a known key',
  );
  expect(await thrownBy(provisioner.plan([], { purge: true } as never))).toMatchObject({
    field: 'options.purge',
  });
  expect(iam.calls).toEqual([]);
});
