import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Access, OperationName } from '../../../../src/local/operations/definition.js';
import { refusal } from '../../../helpers/sdk.js';
import type { World } from './world.js';

/** What the SDK sends and gets for one operation. */
type Call<Name extends OperationName> = CognitoIdentityProvider[Uncapitalize<Name>] extends (
  input: infer Input,
  options: never,
  callback: (error: never, output?: infer Output) => void,
) => void
  ? { readonly input: Input; readonly output: NonNullable<Output> }
  : never;

export type Refusal = ReturnType<typeof refusal>;

/** All that one operation promises, besides what it has in common with every other. */
export interface Row<Name extends OperationName> {
  readonly access: Access;
  /** A call that is answered; it prepares what the call needs. */
  input(world: World): Call<Name>['input'] | Promise<Call<Name>['input']>;
  /** What has to be done just before that call, where it does not last. */
  before?(world: World, input: Call<Name>['input']): Promise<unknown>;
  /** The whole answer. */
  readonly output: object;
  /** What another operation shows of it afterwards. */
  readonly effect: 'none: it reads' | ((world: World, call: Call<Name>) => Promise<void>);
  /** What the same call gets once more. */
  readonly again: Refusal | 'answered';
  /** What is changed about the call, and the answer to it. Left out: refused only as every operation is. */
  refusals?(
    input: Call<Name>['input'],
    world: World,
  ): readonly (readonly [Partial<Call<Name>['input']>, Refusal])[];
}

export type Rows = { readonly [Name in OperationName]?: Row<Name> };

/** A wording that is not documented. */
const someMessage: string = expect.any(String);

export const userMissing = refusal('UserNotFoundException', 'User does not exist.');
export const groupMissing = refusal('ResourceNotFoundException', 'Group not found.');
export const deviceMissing = refusal('ResourceNotFoundException', 'Device does not exist.');
export const incorrect = refusal('NotAuthorizedException', 'Incorrect username or password.');
export const revoked = refusal('NotAuthorizedException', 'Access Token has been revoked');
export const wrongCode = refusal(
  'CodeMismatchException',
  'Invalid verification code provided, please try again.',
);
export const deadCode = refusal(
  'ExpiredCodeException',
  'Invalid code provided, please request a code again.',
);
export const notWritable = refusal(
  'NotAuthorizedException',
  'A client attempted to write unauthorized attribute',
);
export const tooShort = refusal(
  'InvalidPasswordException',
  'Password did not conform with policy: Password not long enough',
);
export const notInSchema = refusal(
  'InvalidParameterException',
  expect.stringMatching(/^Attributes did not conform to the schema: /),
);
export const invalid = (message = someMessage) => refusal('InvalidParameterException', message);
export const notAuthorized = (message = someMessage) => refusal('NotAuthorizedException', message);
export const notFound = (message = someMessage) => refusal('ResourceNotFoundException', message);

/** The refusal of one member by a constraint of the service's, whatever value it repeats. */
export const violates = (member: string, constraint: string) =>
  invalid(
    expect.stringMatching(
      new RegExp(
        `^1 validation error detected: Value (null |'[^']*' )?at '${escaped(member)}' ?failed to satisfy constraint: ${escaped(constraint)}$`,
      ),
    ),
  );

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

export const aDate: Date = expect.any(Date);
export const aString: string = expect.any(String);

export const attribute = (Name: string, Value: string) => ({ Name, Value });

/** Ada's attributes, as the service lists them. */
export const adasAttributes = [
  attribute('sub', aString),
  attribute('email_verified', 'true'),
  attribute('email', 'ada@example.com'),
  attribute('phone_number', '+441234569934'),
];

export const delivery = (AttributeName: 'email' | 'phone_number', Destination: string) => ({
  AttributeName,
  DeliveryMedium: AttributeName === 'email' ? 'EMAIL' : 'SMS',
  Destination,
});
