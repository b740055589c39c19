import type { CallOptions } from '../api/call-options.js';
import { type Page, pages } from '../api/pages.js';
import { ConnectionError } from '../errors/connection.js';
import { IamRefusedError } from '../errors/provisioning.js';
import { Deadline } from '../internal/deadline.js';
import type { IamClient, IamRole } from './iam-client.js';
import { iamFailure } from './iam-failure.js';
import { parsePolicy } from './same-policy.js';

/** The inline policy that a definition writes; others of the same role were put there by others. */
export const POLICY_NAME = 'group_policy';

/** A role as it is. */
export interface Role {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly trustPolicy: unknown;
  /** Its policy of the name {@link POLICY_NAME}; absent where it has none. */
  readonly policy?: unknown;
  /** The names of its other inline policies. */
  readonly otherPolicies: readonly string[];
  /** The ARNs of the managed policies that are attached to it. */
  readonly attached: readonly string[];
}

type Identity = Pick<Role, 'name' | 'path' | 'arn' | 'trustPolicy'>;

/** The roles of IAM, as far as provisioning reads and writes them. */
export class Roles {
  constructor(
    private readonly iam: IamClient,
    private readonly options: CallOptions & { readonly timeoutMs: number },
  ) {}

  /** A role with all that it grants (GetRole and what hangs on it); undefined where there is none. */
  async find(name: string): Promise<Role | undefined> {
    const role = await this.identify(name);
    if (!role) return undefined;
    const [inline, attached] = await Promise.all([this.#inlinePolicies(name), this.#attachedPolicies(name)]);
    const otherPolicies = inline.filter(policy => policy !== POLICY_NAME);
    const policy = inline.length > otherPolicies.length && { policy: await this.#policy(name) };
    return { ...role, ...policy, otherPolicies, attached };
  }

  /** Who a role is, without what it grants (GetRole); undefined where there is none. */
  async identify(name: string): Promise<Identity | undefined> {
    try {
      const { Role } = await this.#call('GetRole', call => this.iam.getRole({ RoleName: name }, call));
      return identity(Role);
    } catch (error) {
      if (isRefusal(error, 'NoSuchEntity')) return undefined;
      throw error;
    }
  }

  /** The names of the roles under a path (ListRoles). */
  async namesUnder(PathPrefix: string): Promise<string[]> {
    return all(async Marker => {
      const page = await this.#call('ListRoles', call => this.iam.listRoles({ PathPrefix, Marker }, call));
      return { items: (page.Roles ?? []).map(role => identity(role).name), nextToken: page.Marker };
    });
  }

  /** Creates a role that grants nothing yet (CreateRole). */
  async create(RoleName: string, Path: string, trustPolicy: unknown, Description: string): Promise<Identity> {
    const input = { RoleName, Path, Description, AssumeRolePolicyDocument: JSON.stringify(trustPolicy) };
    const { Role } = await this.#call('CreateRole', call => this.iam.createRole(input, call));
    return identity(Role);
  }

  /** Says who may take the role on (UpdateAssumeRolePolicy). */
  async setTrustPolicy(RoleName: string, policy: unknown): Promise<void> {
    const input = { RoleName, PolicyDocument: JSON.stringify(policy) };
    await this.#call('UpdateAssumeRolePolicy', call => this.iam.updateAssumeRolePolicy(input, call));
  }

  /** Writes the policy of the name {@link POLICY_NAME} (PutRolePolicy). */
  async setPolicy(RoleName: string, policy: unknown): Promise<void> {
    const input = { RoleName, PolicyName: POLICY_NAME, PolicyDocument: JSON.stringify(policy) };
    await this.#call('PutRolePolicy', call => this.iam.putRolePolicy(input, call));
  }

  /** Deletes an inline policy, which may be gone (DeleteRolePolicy). */
  async deletePolicy(RoleName: string, PolicyName: string): Promise<void> {
    await this.#delete('DeleteRolePolicy', call => this.iam.deleteRolePolicy({ RoleName, PolicyName }, call));
  }

  /** Takes a managed policy off a role, which may be off already (DetachRolePolicy). */
  async detachPolicy(RoleName: string, PolicyArn: string): Promise<void> {
    await this.#delete('DetachRolePolicy', call => this.iam.detachRolePolicy({ RoleName, PolicyArn }, call));
  }

  /** Deletes a role, which may be gone, and has to have no policies (DeleteRole). */
  async delete(RoleName: string): Promise<void> {
    await this.#delete('DeleteRole', call => this.iam.deleteRole({ RoleName }, call));
  }

  async #policy(RoleName: string): Promise<unknown> {
    const input = { RoleName, PolicyName: POLICY_NAME };
    const answer = await this.#call('GetRolePolicy', call => this.iam.getRolePolicy(input, call));
    return parsePolicy(answer.PolicyDocument ?? '');
  }

  #inlinePolicies(RoleName: string): Promise<string[]> {
    return all(async Marker => {
      const page = await this.#call('ListRolePolicies', call =>
        this.iam.listRolePolicies({ RoleName, Marker }, call),
      );
      return { items: page.PolicyNames ?? [], nextToken: page.Marker };
    });
  }

  #attachedPolicies(RoleName: string): Promise<string[]> {
    return all(async Marker => {
      const page = await this.#call('ListAttachedRolePolicies', call =>
        this.iam.listAttachedRolePolicies({ RoleName, Marker }, call),
      );
      const items = (page.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn ?? '');
      return { items, nextToken: page.Marker };
    });
  }

  async #delete(operation: string, send: Send<unknown>): Promise<void> {
    try {
      await this.#call(operation, send);
    } catch (error) {
      if (!isRefusal(error, 'NoSuchEntity')) throw error;
    }
  }

  /** @throws {IamRefusedError | ConnectionError | NotSentError} */
  async #call<Output>(operation: string, send: Send<Output>): Promise<Output> {
    const { signal, timeoutMs } = this.options;
    signal?.throwIfAborted();
    const deadline = new Deadline(timeoutMs, signal);
    try {
      return await send({ abortSignal: deadline.signal });
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.timedOut)
        throw new ConnectionError(
          'TIMED_OUT',
          `IAM did not answer ${operation} within ${timeoutMs} ms`,
          'IAM',
        );
      throw iamFailure(error, operation);
    } finally {
      deadline.close();
    }
  }
}

type Send<Output> = (call: { readonly abortSignal: AbortSignal }) => Promise<Output>;

/** Whether IAM refused for this reason, named without its ending, which not every version of the SDK adds. */
export const isRefusal = (error: unknown, reason: 'NoSuchEntity' | 'EntityAlreadyExists'): boolean =>
  error instanceof IamRefusedError && error.awsName.startsWith(reason);

const identity = ({
  RoleName = '',
  Path = '/',
  Arn = '',
  AssumeRolePolicyDocument = '',
}: IamRole = {}): Identity => ({
  name: RoleName,
  path: Path,
  arn: Arn,
  trustPolicy: parsePolicy(AssumeRolePolicyDocument),
});

async function all<Item>(fetchPage: (marker?: string) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of pages(fetchPage)) items.push(item);
  return items;
}
