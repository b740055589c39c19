import { type Bench, bench } from '../../helpers/conformance.js';
import { closeAfterAll } from '../../helpers/pool.js';
import { cdk } from './cdk.js';
import { type Built, build, read, type Stack } from './stack.js';
import { terraform } from './terraform.js';

closeAfterAll();

/** A secret that is asked for is described by itself; the rest reads back as it was sent. */
const asSent = ({ clients, ...stack }: Stack) => ({
  ...stack,
  clients: clients.map(({ GenerateSecret, ...client }) => ({
    ...client,
    ...(GenerateSecret && { ClientSecret: expect.any(String) }),
  })),
});

describe.each([
  ['Terraform', terraform],
  ['the CDK', cdk],
])('a stack of %s', (_, stack) => {
  let shared: Bench;
  let built: Built;
  beforeAll(async () => {
    shared = await bench();
    built = await build(shared.sdk, stack);
  });

  test('reads back without drift', async () => {
    const found = await read(shared.sdk, built, stack);
    expect(found).toMatchObject(asSent(stack));
    expect(await read(shared.sdk, built, stack)).toEqual(found);
  });

  test('stays as it is where one setting changes', async () => {
    const { sdk } = shared;
    const { UserPoolId, clientIds } = built;
    const { PoolName, AliasAttributes, UsernameAttributes, UsernameConfiguration, Schema, ...pool } =
      stack.pool;
    const Policies = { PasswordPolicy: { ...pool.Policies?.PasswordPolicy, MinimumLength: 20 } };
    const { UserPoolTags, ...untagged } = pool;
    const { MfaConfiguration } = stack.mfa;
    await sdk.updateUserPool({ UserPoolId, ...untagged, MfaConfiguration, Policies });
    const [first] = stack.clients;
    const { GenerateSecret, ...client } = first ?? {};
    await sdk.updateUserPoolClient({ UserPoolId, ClientId: clientIds[0], ...client, AuthSessionValidity: 7 });
    const changed = asSent({ ...stack, pool: { ...stack.pool, Policies } });
    const clients = changed.clients.map((sent, i) => (i === 0 ? { ...sent, AuthSessionValidity: 7 } : sent));
    expect(await read(sdk, built, stack)).toMatchObject({ ...changed, clients });
  });

  test('is taken down in reverse', async () => {
    const { sdk } = shared;
    const { UserPoolId, clientIds } = built;
    for (const ClientId of clientIds) await sdk.deleteUserPoolClient({ UserPoolId, ClientId });
    await sdk.deleteResourceServer({ UserPoolId, Identifier: stack.resourceServer.Identifier });
    await sdk.deleteUserPoolDomain({ UserPoolId, Domain: stack.domain.Domain });
    await sdk.updateUserPool({ UserPoolId, DeletionProtection: 'INACTIVE' });
    await sdk.deleteUserPool({ UserPoolId });
  });
});
