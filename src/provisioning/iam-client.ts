interface Call {
  readonly abortSignal?: AbortSignal;
}

interface Listing {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

interface OfRole {
  RoleName: string;
}

interface OfPolicy extends OfRole {
  PolicyName: string;
}

/** A role in IAM's answers. */
export interface IamRole {
  readonly RoleName?: string | undefined;
  readonly Path?: string | undefined;
  readonly Arn?: string | undefined;
  /** URL-encoded. */
  readonly AssumeRolePolicyDocument?: string | undefined;
}

/**
 * What provisioning asks of an IAM client. The `IAM` class of `@aws-sdk/client-iam` fits; provisioning itself does not
 * load that package.
 */
export interface IamClient {
  getRole(input: OfRole, call?: Call): Promise<{ readonly Role?: IamRole | undefined }>;
  listRoles(
    input: { PathPrefix: string; Marker?: string | undefined },
    call?: Call,
  ): Promise<Listing & { readonly Roles?: readonly IamRole[] | undefined }>;
  createRole(
    input: OfRole & { Path: string; Description: string; AssumeRolePolicyDocument: string },
    call?: Call,
  ): Promise<{ readonly Role?: IamRole | undefined }>;
  updateAssumeRolePolicy(input: OfRole & { PolicyDocument: string }, call?: Call): Promise<unknown>;
  deleteRole(input: OfRole, call?: Call): Promise<unknown>;
  getRolePolicy(input: OfPolicy, call?: Call): Promise<{ readonly PolicyDocument?: string | undefined }>;
  listRolePolicies(
    input: OfRole & { Marker?: string | undefined },
    call?: Call,
  ): Promise<Listing & { readonly PolicyNames?: readonly string[] | undefined }>;
  putRolePolicy(input: OfPolicy & { PolicyDocument: string }, call?: Call): Promise<unknown>;
  deleteRolePolicy(input: OfPolicy, call?: Call): Promise<unknown>;
  listAttachedRolePolicies(
    input: OfRole & { Marker?: string | undefined },
    call?: Call,
  ): Promise<
    Listing & {
      readonly AttachedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined;
    }
  >;
  detachRolePolicy(input: OfRole & { PolicyArn: string }, call?: Call): Promise<unknown>;
}
