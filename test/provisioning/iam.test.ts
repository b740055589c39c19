import { UserPool } from 'portcullis';
import { ConnectionError, IamRefusedError } from 'portcullis/errors';
import { Provisioner } from 'portcullis/provisioning';
import { useHangs } from '../helpers/hanging.js';
import type { Fault } from '../helpers/iam-server.js';
import { credentials } from '../helpers/managers.js';
import { closeAfterEach, closing, errorOf } from '../helpers/pool.js';
import {
  admins,
  allow,
  closeScenes,
  IDENTITY_POOL,
  PATH,
  POOL_ID,
  roleOf,
  scene,
  staff,
  TRUST,
} from './scene.js';

closeAfterEach();
closeScenes();

test('IAM is sent what its Query protocol asks for, signed', async () => {
  const { iam, provisioner } = await scene();
  await provisioner.apply(await provisioner.plan([admins]));
  const role = { RoleName: roleOf('admins') };
  // The endpoint refuses what is not signed for IAM, has another version, or a parameter that it does not know.
  expect(iam.calls).toEqual([
    { action: 'ListRoles', parameters: { PathPrefix: PATH } },
    { action: 'GetRole', parameters: role },
    { action: 'ListRoles', parameters: { PathPrefix: PATH } },
    { action: 'GetRole', parameters: role },
    {
      action: 'CreateRole',
      parameters: {
        ...role,
        Path: PATH,
        Description: 'What a group of the user pool eu-west-1_Portcull1 may do',
        AssumeRolePolicyDocument: JSON.stringify(TRUST),
      },
    },
    {
      action: 'PutRolePolicy',
      parameters: { ...role, PolicyName: 'group_policy', PolicyDocument: JSON.stringify(admins.policy) },
    },
  ]);
});

test('the endpoint of these tests refuses what IAM would refuse', async () => {
  const { iam } = await scene();
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(iam.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
  expect((await post('Action=ListRoles&Version=2010-05-08')).status).toBe(403);
  expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(404);
  const client = iam.client();
  await expect(client.getRole({ RoleName: 'nobody' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    $metadata: { httpStatusCode: 404 },
  });
  const role = { RoleName: 'a', Path: '/', Description: 'a' };
  await expect(client.createRole({ ...role, AssumeRolePolicyDocument: '{"a":1}' })).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    $metadata: { httpStatusCode: 400 },
  });
  await client.createRole({ ...role, AssumeRolePolicyDocument: JSON.stringify(TRUST) });
  await expect(
    client.createRole({ ...role, AssumeRolePolicyDocument: JSON.stringify(TRUST) }),
  ).rejects.toMatchObject({ name: 'EntityAlreadyExistsException', $metadata: { httpStatusCode: 409 } });
});

test('a throttled call is sent again by the SDK, and nobody notices', async () => {
  const it = await scene();
  const provisioner = it.another({ maxAttempts: 3 });
  const throttled = new Set<string>();
  it.iam.fault = action => {
    if (throttled.has(action)) return undefined;
    throttled.add(action);
    return { code: 'Throttling', status: 400 };
  };
  await provisioner.apply(await provisioner.plan([admins]));
  expect(throttled).toEqual(new Set(['ListRoles', 'GetRole', 'CreateRole', 'PutRolePolicy']));
  it.iam.fault = () => undefined;
  await expect(provisioner.plan([admins])).resolves.toMatchObject({ changes: [] });
});

test.each<[string, Fault, object]>([
  ['throttled', { code: 'Throttling', status: 400 }, { code: 'IAM_THROTTLED', httpStatus: 400 }],
  [
    'denied',
    { code: 'AccessDenied', status: 403 },
    { code: 'IAM_ACCESS_DENIED', advice: expect.any(String) },
  ],
  ['broken', { code: 'ServiceFailure', status: 500 }, { code: 'IAM_REFUSED', operation: 'ListRoles' }],
  ['cut off', 'answer-lost', { code: 'CONNECTION_FAILED', address: 'IAM' }],
  ['a proxy page', 'not-xml', { code: 'UNREADABLE_ANSWER' }],
])('when IAM is %s, planning says so', async (_, fault, expected) => {
  const { iam, provisioner } = await scene();
  iam.fault = () => fault;
  const error = await errorOf(provisioner.plan([admins]));
  expect(error).toMatchObject(expected);
  expect(error instanceof IamRefusedError || error instanceof ConnectionError).toBe(true);
});

test('an IAM client without AWS credentials sends nothing, and the error says so', async () => {
  const { iam, network } = await scene();
  const client = iam.client();
  const none = Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
  client.config.credentials = () => Promise.reject(none);
  const pool = closing(new UserPool({ userPoolId: POOL_ID, endpoint: network.endpoint, credentials }));
  const provisioner = new Provisioner({ pool, iam: client, identityPoolId: IDENTITY_POOL });
  expect(await errorOf(provisioner.plan([admins]))).toMatchObject({
    name: 'NotSentError',
    code: 'CREDENTIALS_MISSING',
    operation: 'ListRoles',
  });
  expect(iam.calls).toEqual([]);
});

test('a policy that only IAM knows to be wrong is refused with its own words, before the group gets the role', async () => {
  const { iam, groups, provisioner } = await scene();
  iam.fault = action =>
    action === 'PutRolePolicy' ? { code: 'MalformedPolicyDocument', status: 400 } : undefined;
  const plan = await provisioner.plan([{ ...staff, policy: allow('nosuchservice:*') }]);
  const error = await errorOf(provisioner.apply(plan));
  expect(error).toMatchObject({ code: 'APPLY_INCOMPLETE', cause: { code: 'POLICY_REFUSED' } });
  await expect(groups.get('staff')).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
});

describe('a call that is not answered', () => {
  const hang = useHangs();

  test('ends in time', async () => {
    const { iam, provisioner } = await scene();
    iam.fault = () => {
      void hang();
      return 'no-answer';
    };
    await expect(provisioner.plan([admins], { timeoutMs: 60_000 })).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: 'IAM did not answer ListRoles within 60000 ms',
    });
  });

  test('ends at once where a signal ends it', async () => {
    const { iam, provisioner } = await scene();
    const gaveUp = new AbortController();
    iam.fault = () => {
      gaveUp.abort(new Error('changed my mind'));
      return 'no-answer';
    };
    await expect(provisioner.plan([admins], gaveUp)).rejects.toThrow('changed my mind');
  });
});

test('an apply that is given up half-way rejects with the reason, and the next one finishes it', async () => {
  const { iam, provisioner } = await scene();
  const plan = await provisioner.plan([admins]);
  const gaveUp = new AbortController();
  iam.fault = action => {
    if (action === 'PutRolePolicy') gaveUp.abort(new Error('enough'));
    return undefined;
  };
  await expect(provisioner.apply(plan, { signal: gaveUp.signal })).rejects.toThrow('enough');
  iam.fault = () => undefined;
  await provisioner.apply(plan);
  await expect(provisioner.plan([admins])).resolves.toMatchObject({ changes: [] });
});
