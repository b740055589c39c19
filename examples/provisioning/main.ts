import { readFile } from 'node:fs/promises';
import { IAM } from '@aws-sdk/client-iam';
import { UserPool } from 'portcullis';
import { startLocalPool } from 'portcullis/local';
import { isAllowed, Provisioner, permissionsOf } from 'portcullis/provisioning';

const local = await startLocalPool({ seed: { userPoolId: 'eu-west-1_Portcull1' } });
const pool = new UserPool({ userPoolId: local.userPoolId, endpoint: local.endpoint });
const definition = await readFile(new URL('groups.json', import.meta.url), 'utf8');

const provisioner = new Provisioner({
  pool,
  iam: new IAM(),
  identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
});
const plan = await provisioner.plan(definition);
console.log(plan.text);
await provisioner.apply(plan);
const { roleArn } = await pool.groups.get('auditors');
console.log('applied: the role of the group is', roleArn);
console.log('a second plan:', (await provisioner.plan(definition)).text);

const table = permissionsOf(definition);
for (const action of ['read', 'delete'])
  console.log(`auditors may ${action}:`, isAllowed(table, ['auditors'], action));

pool.close();
await local.close();
