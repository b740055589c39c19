import type * as sdk from '@aws-sdk/client-cognito-identity-provider';

/** The AWS SDK's command classes by the operation that each sends. They type every operation here. */
type Commands = {
  [Name in keyof typeof sdk as Name extends `${infer Operation}Command`
    ? Exclude<Operation, '$'>
    : never]: (typeof sdk)[Name];
};

/** An operation of Cognito's API, by its own name, such as `InitiateAuth`. */
export type OperationName = keyof Commands;

/** What an operation is sent. */
export type Input<Name extends OperationName> = NonNullable<ConstructorParameters<Commands[Name]>[0]>;

/** What an operation answers. */
export type Output<Name extends OperationName> =
  InstanceType<Commands[Name]> extends sdk.$Command<
    infer _Input extends sdk.ServiceInputTypes,
    infer Answer extends sdk.ServiceOutputTypes,
    infer _Config
  >
    ? Answer
    : never;
