import type {
  AttributeType,
  AuthenticationResultType,
  CognitoIdentityProvider,
  UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import type { LocalPool } from 'portcullis/local';
import { sdkFor } from '../../helpers/sdk.js';
import { type AccessOf, fromLatest, type Typed } from './facts.js';
import type { PoolModel } from './model.js';

type Like<Name extends keyof PoolModel> = PoolModel[Name] extends (args: infer Args) => unknown
  ? (args: Args) => Promise<unknown>
  : never;

/** What the model does, done to a pool over HTTP by the official SDK. */
export type Actions = { [Name in ActionName]: Like<Name> };
export type ActionName = Exclude<keyof PoolModel, 'users' | 'groups' | 'signIns' | 'sessions' | 'find'>;

const ClientId = 'app';

/** A pool, and the tokens and sessions that it gave, in the order of the model's. */
export class RealPool implements Actions {
  readonly #sdk: CognitoIdentityProvider;
  readonly #pool: { readonly UserPoolId: string };
  readonly signIns: { readonly refresh: string; readonly access: string[] }[] = [];
  readonly sessions: { readonly id: string; readonly name: string }[] = [];

  /** @param usernameOf Whose name it is, so that their code can be found among the messages. */
  constructor(
    private readonly local: LocalPool,
    private readonly usernameOf: (name: string) => string,
  ) {
    this.#sdk = sdkFor(local);
    this.#pool = { UserPoolId: local.userPoolId };
  }

  close() {
    this.#sdk.destroy();
  }

  advance: Like<'advance'> = async ({ seconds }) => this.local.clock.advance(seconds);

  signUp: Like<'signUp'> = ({ name, password, email }) =>
    done(
      this.#sdk.signUp({ ClientId, Username: name, Password: password, UserAttributes: emailList(email) }),
    );

  confirmSignUp: Like<'confirmSignUp'> = ({ name, code }) =>
    done(
      this.#sdk.confirmSignUp({
        ClientId,
        Username: name,
        ConfirmationCode: this.#code(this.usernameOf(name), ['SignUp', 'ResendCode'], code),
      }),
    );

  resendCode: Like<'resendCode'> = ({ name }) =>
    done(this.#sdk.resendConfirmationCode({ ClientId, Username: name }));

  adminConfirm: Like<'adminConfirm'> = ({ name }) => done(this.#sdk.adminConfirmSignUp(this.#user(name)));

  adminCreate: Like<'adminCreate'> = ({ name, password, email, verified }) =>
    done(
      this.#sdk.adminCreateUser({
        ...this.#user(name),
        TemporaryPassword: password,
        MessageAction: 'SUPPRESS',
        UserAttributes: emailList(email, verified),
      }),
    );

  adminResend: Like<'adminResend'> = ({ name, password }) =>
    done(
      this.#sdk.adminCreateUser({
        ...this.#user(name),
        TemporaryPassword: password,
        MessageAction: 'RESEND',
      }),
    );

  adminSetPassword: Like<'adminSetPassword'> = ({ name, password, permanent }) =>
    done(this.#sdk.adminSetUserPassword({ ...this.#user(name), Password: password, Permanent: permanent }));

  adminReset: Like<'adminReset'> = ({ name }) => done(this.#sdk.adminResetUserPassword(this.#user(name)));
  adminDisable: Like<'adminDisable'> = ({ name }) => done(this.#sdk.adminDisableUser(this.#user(name)));
  adminEnable: Like<'adminEnable'> = ({ name }) => done(this.#sdk.adminEnableUser(this.#user(name)));
  adminDelete: Like<'adminDelete'> = ({ name }) => done(this.#sdk.adminDeleteUser(this.#user(name)));
  adminSignOut: Like<'adminSignOut'> = ({ name }) => done(this.#sdk.adminUserGlobalSignOut(this.#user(name)));

  adminSetEmail: Like<'adminSetEmail'> = ({ name, email, verified }) =>
    done(
      this.#sdk.adminUpdateUserAttributes({
        ...this.#user(name),
        // Saying that it is not verified would take the mark from an address that stays as it is.
        UserAttributes: emailList(email, verified || undefined),
      }),
    );

  adminGet: Like<'adminGet'> = async ({ name }) => {
    const { UserAttributes: Attributes, ...user } = await this.#sdk.adminGetUser(this.#user(name));
    const { Groups = [] } = await this.#sdk.adminListGroupsForUser(this.#user(name));
    return { ...summary({ ...user, Attributes }), groups: Groups.map(({ GroupName }) => GroupName).sort() };
  };

  listUsers: Like<'listUsers'> = async () => {
    const { Users = [] } = await this.#sdk.listUsers(this.#pool);
    return Users.map(summary);
  };

  signIn: Like<'signIn'> = async ({ name, password }) => {
    const {
      AuthenticationResult,
      ChallengeName,
      Session = '',
    } = await this.#sdk.initiateAuth({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: password },
    });
    if (!ChallengeName) return this.#keep(AuthenticationResult);
    this.sessions.push({ id: Session, name });
    return ChallengeName;
  };

  guessPasswords: Like<'guessPasswords'> = async ({ name }) => {
    const wrong = { name, password: 'Wrong-Horse-9' };
    for (let i = 0; i < 5; i++) await this.signIn(wrong).catch(() => undefined);
    return this.signIn(wrong);
  };

  answerNewPassword: Like<'answerNewPassword'> = async ({ session, password }) => {
    const { id, name } = fromLatest(this.sessions, session);
    const { AuthenticationResult } = await this.#sdk.respondToAuthChallenge({
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: id,
      ChallengeResponses: { USERNAME: name, NEW_PASSWORD: password },
    });
    return this.#keep(AuthenticationResult);
  };

  refresh: Like<'refresh'> = async ({ signIn }) => {
    const family = fromLatest(this.signIns, signIn);
    const { AuthenticationResult: { AccessToken = '' } = {} } = await this.#sdk.initiateAuth({
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: family.refresh },
    });
    family.access.push(AccessToken);
    return claims(AccessToken);
  };

  revokeToken: Like<'revokeToken'> = ({ signIn }) =>
    done(this.#sdk.revokeToken({ ClientId, Token: fromLatest(this.signIns, signIn).refresh }));

  getUser: Like<'getUser'> = async token => {
    const { Username: name, UserAttributes } = await this.#sdk.getUser(this.#token(token));
    return { name, ...contact(UserAttributes) };
  };

  changePassword: Like<'changePassword'> = ({ previous, proposed, ...token }) =>
    done(
      this.#sdk.changePassword({
        ...this.#token(token),
        PreviousPassword: previous,
        ProposedPassword: proposed,
      }),
    );

  forgotPassword: Like<'forgotPassword'> = ({ name }) =>
    done(this.#sdk.forgotPassword({ ClientId, Username: name }));

  confirmForgotPassword: Like<'confirmForgotPassword'> = ({ name, code, password }) =>
    done(
      this.#sdk.confirmForgotPassword({
        ClientId,
        Username: name,
        ConfirmationCode: this.#code(this.usernameOf(name), ['ForgotPassword'], code),
        Password: password,
      }),
    );

  setEmail: Like<'setEmail'> = ({ email, ...token }) =>
    done(this.#sdk.updateUserAttributes({ ...this.#token(token), UserAttributes: emailList(email) }));

  verifyEmail: Like<'verifyEmail'> = ({ code, ...token }) => {
    const { AccessToken } = this.#token(token);
    const owner = String(decodeJwt(AccessToken).username);
    return done(
      this.#sdk.verifyUserAttribute({
        AccessToken,
        AttributeName: 'email',
        Code: this.#code(owner, ['UpdateUserAttribute'], code),
      }),
    );
  };

  globalSignOut: Like<'globalSignOut'> = token => done(this.#sdk.globalSignOut(this.#token(token)));
  deleteUser: Like<'deleteUser'> = token => done(this.#sdk.deleteUser(this.#token(token)));

  createGroup: Like<'createGroup'> = ({ group }) => done(this.#sdk.createGroup(this.#group(group)));
  deleteGroup: Like<'deleteGroup'> = ({ group }) => done(this.#sdk.deleteGroup(this.#group(group)));
  addToGroup: Like<'addToGroup'> = ({ name, group }) =>
    done(this.#sdk.adminAddUserToGroup({ ...this.#user(name), ...this.#group(group) }));
  removeFromGroup: Like<'removeFromGroup'> = ({ name, group }) =>
    done(this.#sdk.adminRemoveUserFromGroup({ ...this.#user(name), ...this.#group(group) }));

  listGroup: Like<'listGroup'> = async ({ group }) => {
    const { Users = [] } = await this.#sdk.listUsersInGroup(this.#group(group));
    return Users.map(({ Username }) => Username);
  };

  #user = (Username: string) => ({ ...this.#pool, Username });
  #group = (GroupName: string) => ({ ...this.#pool, GroupName });
  #token = ({ signIn, access }: AccessOf) => ({
    AccessToken: fromLatest(fromLatest(this.signIns, signIn).access, access),
  });

  #keep({ AccessToken = '', RefreshToken = '' }: AuthenticationResultType = {}) {
    this.signIns.push({ refresh: RefreshToken, access: [AccessToken] });
    return claims(AccessToken);
  }

  /** The code that was sent to them last for one of these reasons, or one that is not it. */
  #code(username: string, reasons: readonly string[], typed: Typed): string {
    const isTheirs = (sent: { username: string; reason: string }) =>
      sent.username === username && reasons.includes(sent.reason);
    const code = this.local.messages.list().findLast(isTheirs)?.code ?? '000000';
    return typed === 'right' ? code : code.replace(/^./, digit => String((Number(digit) + 1) % 10));
  }
}

const done = (call: Promise<unknown>): Promise<undefined> => call.then(() => undefined);

function emailList(email: string | undefined, verified?: boolean): AttributeType[] {
  if (email === undefined) return [];
  const mark = verified === undefined ? [] : [{ Name: 'email_verified', Value: String(verified) }];
  return [{ Name: 'email', Value: email }, ...mark];
}

function contact(attributes: readonly AttributeType[] = []) {
  const value = (name: string) => attributes.find(({ Name }) => Name === name)?.Value;
  return { email: value('email'), emailVerified: value('email_verified') === 'true' };
}

const summary = ({ Username, UserStatus, Enabled, Attributes }: UserType) => ({
  name: Username,
  status: UserStatus,
  enabled: Enabled,
  ...contact(Attributes),
});

function claims(accessToken: string) {
  const { username, 'cognito:groups': groups = [] } = decodeJwt(accessToken);
  return { name: username, groups: [...(groups as string[])].sort() };
}
