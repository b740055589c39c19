import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type * as v from 'valibot';
import type { PoolDirectory } from '../pool/directory.js';
import type { Pool } from '../pool/pool.js';

/** Every operation of the service, by its name on the wire. */
export type OperationName = Capitalize<
  Exclude<keyof CognitoIdentityProvider, 'config' | 'middlewareStack' | 'send' | 'destroy'> & string
>;

/** The AWS SDK's own types of one operation, read off its client's method. */
type Call<Name extends OperationName> = CognitoIdentityProvider[Uncapitalize<Name>] extends (
  input: infer Input,
  options: never,
  callback: (error: never, output?: infer Output) => void,
) => void
  ? { readonly input: Input; readonly output: Omit<NonNullable<Output>, '$metadata'> }
  : never;

/**
 * Who may call: anybody; whoever holds an access token (or, for the authenticator operations, a `Session`); or an
 * administrator with AWS credentials.
 */
export type Access = 'public' | 'token' | 'iam';

export interface OperationDefinition<
  Name extends OperationName,
  Schema extends v.GenericSchema,
  Scope = Pool,
> {
  readonly name: Name;
  readonly access: Access;
  /** What the service does here and the local pool does not, as the table in docs/local-pool.md says it. */
  readonly notModelled?: string;
  /** What the service checks before it looks at anything else. */
  readonly input: Schema & v.GenericSchema<unknown, Partial<Call<Name>['input']>>;
  handle(input: v.InferOutput<Schema>, scope: Scope): Call<Name>['output'] | Promise<Call<Name>['output']>;
}

/** An operation as the server sees it, whatever its types. */
export interface Operation {
  readonly name: OperationName;
  readonly access: Access;
  readonly notModelled?: string;
  readonly input: v.GenericSchema<unknown, object>;
  /** Finds what the request is about among all pools, and answers it. */
  answer(input: object, pools: PoolDirectory): object | Promise<object>;
}

/** An operation within one pool, which the pool's own code may carry out too. */
export interface PoolOperation extends Operation {
  handle(input: object, pool: Pool): object | Promise<object>;
}

/** Defines one Cognito operation, typed by the AWS SDK's request and response of that name. */
export function operation<const Name extends OperationName, const Schema extends v.GenericSchema>(
  definition: OperationDefinition<Name, Schema>,
): PoolOperation {
  const defined = definition as unknown as Omit<PoolOperation, 'answer'>;
  return { ...defined, answer: (input, pools) => defined.handle(input, pools.poolOf(input)) };
}

/** As {@link operation}, for what is about the pools of the account and not about what is in one. */
export function accountOperation<const Name extends OperationName, const Schema extends v.GenericSchema>(
  definition: OperationDefinition<Name, Schema, PoolDirectory>,
): Operation {
  const { handle, ...about } = definition as unknown as OperationDefinition<
    Name,
    v.GenericSchema<unknown, object>,
    PoolDirectory
  >;
  return { ...about, answer: handle };
}
