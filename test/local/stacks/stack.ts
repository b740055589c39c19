import type {
  CognitoIdentityProvider,
  CreateGroupRequest,
  CreateResourceServerRequest,
  CreateUserPoolClientRequest,
  CreateUserPoolDomainRequest,
  CreateUserPoolRequest,
  SetUserPoolMfaConfigRequest,
} from '@aws-sdk/client-cognito-identity-provider';

type Within<Request> = Omit<Request, 'UserPoolId'>;

/** What a tool sends to build one stack, in the order in which it sends it, from resource to resource. */
export interface Stack {
  readonly pool: CreateUserPoolRequest;
  readonly mfa: Within<SetUserPoolMfaConfigRequest>;
  readonly domain: Within<CreateUserPoolDomainRequest>;
  readonly resourceServer: Within<CreateResourceServerRequest>;
  readonly clients: readonly Within<CreateUserPoolClientRequest>[];
  readonly groups: readonly Within<CreateGroupRequest>[];
}

/** Which of its resources have which ids. */
export interface Built {
  readonly UserPoolId: string;
  readonly clientIds: readonly string[];
}

export async function build(sdk: CognitoIdentityProvider, stack: Stack): Promise<Built> {
  const { UserPool } = await sdk.createUserPool(stack.pool);
  const UserPoolId = UserPool?.Id ?? '';
  await sdk.setUserPoolMfaConfig({ UserPoolId, ...stack.mfa });
  await sdk.createUserPoolDomain({ UserPoolId, ...stack.domain } as CreateUserPoolDomainRequest);
  await sdk.createResourceServer({ UserPoolId, ...stack.resourceServer } as CreateResourceServerRequest);
  const clientIds: string[] = [];
  for (const client of stack.clients) {
    const request = { UserPoolId, ...client } as CreateUserPoolClientRequest;
    clientIds.push((await sdk.createUserPoolClient(request)).UserPoolClient?.ClientId ?? '');
  }
  for (const group of stack.groups) await sdk.createGroup({ UserPoolId, ...group } as CreateGroupRequest);
  return { UserPoolId, clientIds };
}

/** Reads every resource as the tools do before they plan a change, in the shapes in which they were sent. */
export async function read(sdk: CognitoIdentityProvider, { UserPoolId, clientIds }: Built, stack: Stack) {
  const { UserPool: { Name, SchemaAttributes = [], Arn, ...pool } = {} } = await sdk.describeUserPool({
    UserPoolId,
  });
  const { $metadata: _, ...mfa } = await sdk.getUserPoolMfaConfig({ UserPoolId });
  const { Tags } = await sdk.listTagsForResource({ ResourceArn: Arn });
  const { Domain } = stack.domain;
  const { Identifier } = stack.resourceServer;
  const clients = clientIds.map(ClientId => sdk.describeUserPoolClient({ UserPoolId, ClientId }));
  const groups = stack.groups.map(({ GroupName }) => sdk.getGroup({ UserPoolId, GroupName }));
  return {
    pool: { ...pool, PoolName: Name, UserPoolTags: Tags, Schema: declaredIn(stack, SchemaAttributes) },
    mfa,
    domain: (await sdk.describeUserPoolDomain({ Domain })).DomainDescription,
    resourceServer: (await sdk.describeResourceServer({ UserPoolId, Identifier })).ResourceServer,
    clients: (await Promise.all(clients)).map(({ UserPoolClient }) => UserPoolClient),
    groups: (await Promise.all(groups)).map(({ Group }) => Group),
  };
}

/** The described attributes that the stack declares, under the names that it declares them by. */
const declaredIn = (
  { pool: { Schema = [] } }: Stack,
  described: readonly { readonly Name?: string | undefined }[],
) =>
  Schema.map(({ Name }) => {
    const found = described.find(attribute => attribute.Name?.replace(/^(dev:)?custom:/, '') === Name);
    return found && { ...found, Name };
  });
