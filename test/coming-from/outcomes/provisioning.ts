import { isAllowed, Provisioner, permissionsOf } from 'portcullis/provisioning';
import { startIamServer } from '../../helpers/iam-server.js';
import { closing } from '../../helpers/pool.js';
import type { Outcomes, Scene } from '../scene.js';

/** As a file of cognises has it. */
const definition = JSON.stringify([
  {
    group_name: 'auditors',
    group_policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    },
    created: 'false',
    allowed_functions: ['view'],
  },
]);

async function provisionerOf({ client }: Scene): Promise<Provisioner> {
  const iam = closing(await startIamServer());
  return new Provisioner({
    pool: client().pool,
    iam: iam.client(),
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
  });
}

/** Groups with their roles, and permissions, by each of our names. */
export const provisioning: Outcomes = {
  'provisioner.plan': async scene => {
    const plan = await (await provisionerOf(scene)).plan(definition);
    expect(plan.text).toContain('+ create the group auditors');
    await expect(scene.client().groups.get('auditors')).rejects.toMatchObject({
      name: 'ResourceNotFoundError',
    });
  },
  'provisioner.apply': async scene => {
    const provisioner = await provisionerOf(scene);
    await provisioner.apply(await provisioner.plan(definition));
    expect(await scene.client().groups.get('auditors')).toMatchObject({
      roleArn: expect.stringContaining('auditors'),
    });
  },
  isAllowed: () => {
    const table = permissionsOf(definition);
    expect(isAllowed(table, ['staff', 'auditors'], 'view')).toBe(true);
    expect(isAllowed(table, ['auditors'], 'delete')).toBe(false);
  },
};
