import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import type { PoolDirectory } from '../pool/directory.js';
import type { Pool } from '../pool/pool.js';
import type { ClientRecord } from '../state/clients.js';
import type { UserRecord } from '../state/user-record.js';
import type { UserSessionRecord } from '../state/user-sessions.js';
import { accessToken, session, username, userPoolId } from './schemas.js';

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
 * Who may call: everyone; the bearer of an access token (or, for the authenticator operations, of a `Session`); or an
 * administrator with AWS credentials.
 */
export type Access = 'public' | 'token' | 'iam';

interface About {
  /** What the service does here and the local pool does not, as the table in docs/local-pool-serves.md says it. */
  readonly notModelled?: string;
  /** What it sets is kept and described, and nothing else comes of it. */
  readonly keptOnly?: true;
}

/** An operation as the server sees it, whatever its types. */
export interface Operation extends About {
  readonly name: OperationName;
  readonly access: Access;
  /** What the service checks before it looks at anything else. */
  readonly input: v.GenericSchema<unknown, object>;
  /** Finds what the request is about among all pools, checks who calls, and answers. */
  answer(input: object, pools: PoolDirectory): object | Promise<object>;
}

/** Members of a request, by name. */
type Members = v.ObjectSchema<v.ObjectEntries, undefined>;

/** How an operation is written down: typed by the AWS SDK's request and response of its name. */
interface Definition<Name extends OperationName, Schema extends Members, Scope> extends About {
  readonly name: Name;
  readonly input: Schema & v.GenericSchema<unknown, Partial<Call<Name>['input']>>;
  handle(input: v.InferOutput<Schema>, scope: Scope): Call<Name>['output'] | Promise<Call<Name>['output']>;
}

/** A definition without its types. */
interface Untyped<Scope> extends About {
  readonly name: OperationName;
  readonly input: Members;
  handle(input: object, scope: Scope): object | Promise<object>;
}

const untyped = <Scope>(definition: unknown): Untyped<Scope> => definition as Untyped<Scope>;

/** An operation within one pool, which the pool's own code may carry out too. */
export interface PoolOperation extends Operation {
  handle(input: object, pool: Pool): object | Promise<object>;
}

const inPool = (access: Access, definition: Untyped<Pool>): PoolOperation => ({
  ...definition,
  access,
  answer: (input, pools) => definition.handle(input, pools.poolOf(input)),
});

/** Defines an operation that takes neither a token nor AWS credentials. */
export const publicOperation = <const Name extends OperationName, const Schema extends Members>(
  definition: Definition<Name, Schema, Pool>,
): PoolOperation => inPool('public', untyped(definition));

/** Defines an operation of administrators, about something in one pool. */
export const adminOperation = <const Name extends OperationName, const Schema extends Members>(
  definition: Definition<Name, Schema, Pool>,
): PoolOperation => inPool('iam', untyped(definition));

/** Defines an operation of administrators, about the pools of the AWS account. */
export function accountOperation<const Name extends OperationName, const Schema extends Members>(
  definition: Definition<Name, Schema, PoolDirectory>,
): Operation {
  const { handle, ...about } = untyped<PoolDirectory>(definition);
  return { ...about, access: 'iam', answer: handle };
}

/** A call about one user. */
export interface UserCall {
  readonly pool: Pool;
  readonly user: UserRecord;
  /** The sign-in whose access token the user sent. Absent where an administrator calls. */
  readonly userSession?: UserSessionRecord;
}

/** A call of a signed-in user, about themselves. */
export type OwnCall = UserCall & Required<Pick<UserCall, 'userSession'>>;

/**
 * The app client that the user signed in at; undefined where an administrator calls.
 * @throws ResourceNotFoundException where it has been deleted.
 */
export const clientOf = ({ pool, userSession }: UserCall): ClientRecord | undefined =>
  userSession && pool.clients.require(userSession.clientId);

function ofBearer({ handle, input, ...about }: Untyped<OwnCall>): Operation {
  const members = v.object({ AccessToken: accessToken, ...input.entries });
  return {
    ...about,
    access: 'token',
    input: members,
    answer: async (request, pools) => {
      const { AccessToken, ...rest } = request as v.InferOutput<typeof members>;
      const pool = pools.poolOf({ AccessToken });
      return handle(rest, { pool, ...(await pool.tokens.authenticate(AccessToken)) });
    },
  };
}

function ofNamedUser({ handle, input, ...about }: Untyped<UserCall>): Operation {
  const members = v.object({ UserPoolId: userPoolId, Username: username, ...input.entries });
  return {
    ...about,
    access: 'iam',
    input: members,
    answer: (request, pools) => {
      const { UserPoolId, Username, ...rest } = request as v.InferOutput<typeof members>;
      const pool = pools.poolOf({ UserPoolId });
      return handle(rest, { pool, user: pool.users.require(Username) });
    },
  };
}

/**
 * Defines an operation of a signed-in user. The access token is checked before `handle` runs, which gets whose it is
 * in its place.
 */
export const ownOperation = <const Name extends OperationName, const Schema extends Members>(
  definition: Definition<Name, Schema, OwnCall>,
): Operation => ofBearer(untyped(definition));

/** Defines an operation of administrators about the user that `Username` names. */
export const adminUserOperation = <const Name extends OperationName, const Schema extends Members>(
  definition: Definition<Name, Schema, UserCall>,
): Operation => ofNamedUser(untyped(definition));

/** Two operations that differ in whose account they are about: the caller's own, or that of a user who is named. */
interface PairDefinition<Own extends OperationName, Admin extends OperationName, Schema extends Members>
  extends About {
  readonly own: Own;
  readonly admin: Admin;
  readonly input: Schema & v.GenericSchema<unknown, Partial<Call<Own>['input'] & Call<Admin>['input']>>;
  handle(
    input: v.InferOutput<Schema>,
    call: UserCall,
  ): OutputOfBoth<Own, Admin> | Promise<OutputOfBoth<Own, Admin>>;
}

type OutputOfBoth<Own extends OperationName, Admin extends OperationName> = Call<Own>['output'] &
  Call<Admin>['output'];

/** Defines both forms of an operation: as {@link ownOperation}, and as {@link adminUserOperation}. */
export function userOperations<
  const Own extends OperationName,
  const Admin extends OperationName,
  const Schema extends Members,
>({ own, admin, ...both }: PairDefinition<Own, Admin, Schema>): readonly [own: Operation, admin: Operation] {
  return [
    ofBearer(untyped<OwnCall>({ ...both, name: own })),
    ofNamedUser(untyped<UserCall>({ ...both, name: admin })),
  ];
}

/** A call about an authenticator app: of a signed-in user, or in a sign-in that waits for one. */
export type AuthenticatorCall =
  | { readonly pool: Pool; readonly user: UserRecord; readonly session?: undefined }
  | { readonly pool: Pool; readonly user?: undefined; readonly session: string };

/** As {@link ownOperation}, for what takes a `Session` in place of the access token. */
export function authenticatorOperation<const Name extends OperationName, const Schema extends Members>(
  definition: Definition<Name, Schema, AuthenticatorCall>,
): Operation {
  const { handle, input, ...about } = untyped<AuthenticatorCall>(definition);
  const members = v.object({
    AccessToken: v.optional(accessToken),
    Session: v.optional(session),
    ...input.entries,
  });
  return {
    ...about,
    access: 'token',
    input: members,
    answer: async (request, pools) => {
      const { AccessToken, Session = '', ...rest } = request as v.InferOutput<typeof members>;
      // Where there is neither, there is no pool to be found.
      const pool = pools.poolOf(request);
      if (AccessToken === undefined) return handle(rest, { pool, session: Session });
      const { user } = await pool.tokens.authenticate(AccessToken);
      return handle(rest, { pool, user });
    },
  };
}
