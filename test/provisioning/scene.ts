import { GroupManager } from 'portcullis';
import { type GroupDefinition, Provisioner } from 'portcullis/provisioning';
import { type IamServer, startIamServer } from '../helpers/iam-server.js';
import { credentials } from '../helpers/managers.js';
import { poolWith } from '../helpers/pool.js';
import { type LossyProxy, lossyProxy, type PoolFault } from './lossy-proxy.js';

const POOL_ID = 'eu-west-1_Portcull1';
export const PATH = `/portcullis/${POOL_ID}/`;
const IDENTITY_POOL = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';

/** What the trust policy of every role has to be, letter for letter as AWS's guide has it. */
export const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': IDENTITY_POOL },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    },
  ],
};

export const allow = (Action: string, Resource = '*') =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] }) as const;

export const admins: GroupDefinition = {
  name: 'admins',
  policy: allow('s3:*', 'arn:aws:s3:::reports/*'),
  allowedFunctions: ['view', 'delete'],
  description: 'They may',
  precedence: 1,
};
export const staff: GroupDefinition = {
  name: 'staff',
  policy: allow('s3:GetObject'),
  allowedFunctions: ['view'],
};

export const roleOf = (group: string): string => `${POOL_ID}_${group}`;

/** IAM and a pool, and what provisions them. */
export interface Scene {
  readonly iam: IamServer;
  readonly groups: GroupManager;
  readonly provisioner: Provisioner;
  readonly network: LossyProxy;
  /** Asked for every operation of the pool. */
  poolFault: (operation: string) => PoolFault | undefined;
  /** A second one, as another process would have. */
  another(options?: { readonly maxAttempts?: number; readonly timeoutMs?: number }): Provisioner;
}

const open: { close(): unknown }[] = [];

/** Call once in a test file: what {@link scene} opened is closed after each test. */
export function closeScenes(): void {
  afterEach(async () => {
    await Promise.all(open.splice(0).map(thing => thing.close()));
  });
}

export async function scene(seed: Parameters<typeof poolWith>[0] = {}): Promise<Scene> {
  const pool = await poolWith({ userPoolId: POOL_ID, ...seed });
  const iam = await startIamServer();
  const network = await lossyProxy(pool, operation => it.poolFault(operation));
  const reach = { userPoolId: POOL_ID, endpoint: network.endpoint, credentials, maxAttempts: 1 };
  const groups = new GroupManager(reach);
  const another: Scene['another'] = ({ maxAttempts = 1, ...options } = {}) => {
    const made = new Provisioner(
      { ...reach, ...options },
      { iam: iam.client(maxAttempts), identityPoolId: IDENTITY_POOL },
    );
    open.push(made);
    return made;
  };
  const it: Scene = { iam, groups, network, another, provisioner: another(), poolFault: () => undefined };
  open.push(groups, network, iam);
  return it;
}

/** Plans and applies. */
export async function provision(
  { provisioner }: Pick<Scene, 'provisioner'>,
  definition: readonly GroupDefinition[],
  options?: { readonly prune?: boolean },
) {
  return provisioner.apply(await provisioner.plan(definition, options));
}

/** What a role grants and to whom. */
export function granted(iam: IamServer, name: string) {
  const role = iam.roles.get(name.toLowerCase());
  if (!role) return undefined;
  const policies = [...role.policies].map(([policy, text]) => [policy, JSON.parse(text)]);
  return { path: role.path, trust: JSON.parse(role.trustPolicy), policies: Object.fromEntries(policies) };
}

const READS = /^(Get|List)/;

/** The writes that were sent to IAM. */
export const writes = ({ calls }: IamServer): string[] =>
  calls.map(({ action }) => action).filter(action => !READS.test(action));
