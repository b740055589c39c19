import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type * as v from 'valibot';
import type { Pool } from './pool.js';

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

export interface OperationDefinition<Name extends OperationName, Schema extends v.GenericSchema> {
  readonly name: Name;
  readonly access: Access;
  /** What the service checks before it looks at anything else. */
  readonly input: Schema & v.GenericSchema<unknown, Partial<Call<Name>['input']>>;
  handle(input: v.InferOutput<Schema>, pool: Pool): Call<Name>['output'] | Promise<Call<Name>['output']>;
}

/** An operation as the server sees it, whatever its types. */
export interface Operation {
  readonly name: OperationName;
  readonly access: Access;
  readonly input: v.GenericSchema<unknown, object>;
  handle(input: object, pool: Pool): object | Promise<object>;
}

/** Defines one Cognito operation, typed by the AWS SDK's request and response of that name. */
export function operation<const Name extends OperationName, const Schema extends v.GenericSchema>(
  definition: OperationDefinition<Name, Schema>,
): Operation {
  return definition as unknown as Operation;
}
