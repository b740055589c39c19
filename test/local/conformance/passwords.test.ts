import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool } from 'portcullis/local';
import { ada, closeAfterAll, PASSWORD, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor } from '../../helpers/sdk.js';
import { violates } from './table/row.js';
import { seed as base, ClientId, NEXT_PASSWORD } from './table/world.js';

closeAfterAll();

interface World {
  readonly pool: LocalPool;
  readonly sdk: CognitoIdentityProvider;
  readonly UserPoolId: string;
}

interface Place {
  /** The member, as a refusal names it; a map's keys are not checked that way. */
  readonly member?: string;
  /** Whether it replaces a password that somebody had. */
  readonly replaces: boolean;
  set(world: World, password: string): Promise<unknown>;
}

const who = { ClientId, Username: 'ada' };
const AuthFlow = 'USER_PASSWORD_AUTH';

/** Everywhere that a password is chosen. */
const places: Readonly<Record<string, Place>> = {
  SignUp: {
    member: 'password',
    replaces: false,
    set: ({ sdk }, Password) => sdk.signUp({ ClientId, Username: 'bob', Password }),
  },
  AdminCreateUser: {
    member: 'temporaryPassword',
    replaces: false,
    set: ({ sdk, UserPoolId }, TemporaryPassword) =>
      sdk.adminCreateUser({ UserPoolId, Username: 'bob', TemporaryPassword }),
  },
  AdminSetUserPassword: {
    member: 'password',
    replaces: true,
    set: ({ sdk, UserPoolId }, Password) =>
      sdk.adminSetUserPassword({ UserPoolId, Username: 'ada', Password, Permanent: true }),
  },
  ChangePassword: {
    member: 'proposedPassword',
    replaces: true,
    set: async ({ pool, sdk }, ProposedPassword) => {
      const { accessToken: AccessToken } = await pool.tokensFor('ada');
      return sdk.changePassword({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword });
    },
  },
  ConfirmForgotPassword: {
    member: 'password',
    replaces: true,
    set: async ({ pool, sdk }, Password) => {
      await sdk.forgotPassword(who);
      const ConfirmationCode = pool.messages.list().at(-1)?.code;
      return sdk.confirmForgotPassword({ ...who, ConfirmationCode, Password });
    },
  },
  NEW_PASSWORD_REQUIRED: {
    replaces: true,
    set: async ({ sdk }, NEW_PASSWORD) => {
      const AuthParameters = { USERNAME: 'nina', PASSWORD };
      const { ChallengeName, Session } = await sdk.initiateAuth({ ClientId, AuthFlow, AuthParameters });
      const ChallengeResponses = { USERNAME: 'nina', NEW_PASSWORD };
      return sdk.respondToAuthChallenge({ ClientId, ChallengeName, Session, ChallengeResponses });
    },
  },
};

const policy = (problem: string) =>
  refusal('InvalidPasswordException', `Password did not conform with policy: ${problem}`);
const rules = [
  ['Short-1', policy('Password not long enough')],
  ['correct-horse-9', policy('Password must have uppercase characters')],
  ['CORRECT-HORSE-9', policy('Password must have lowercase characters')],
  ['Correct-Horse-x', policy('Password must have numeric characters')],
  ['CorrectHorse9', policy('Password must have symbol characters')],
] as const;

describe.each(Object.entries(places))('%s', (_, { member, replaces, set }) => {
  let world: World;
  beforeAll(async () => {
    const pool = await poolWith({
      clients: base.clients,
      Policies: { PasswordPolicy: { PasswordHistorySize: 1 } },
      users: [ada, { username: 'nina', password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' }],
    });
    world = { pool, sdk: sdkFor(pool), UserPoolId: pool.userPoolId };
  });

  test('keeps to the policy, one rule after the other', async () => {
    for (const [password, refused] of rules) expect(await refusalOf(set(world, password))).toEqual(refused);
  });

  test('takes neither less than six characters nor, as a member, a space', async () => {
    if (member === undefined) {
      expect(await refusalOf(set(world, 'Sh-1'))).toEqual(policy('Password not long enough'));
      return;
    }
    expect(await refusalOf(set(world, 'Sh-1'))).toEqual(
      violates(member, 'Member must have length greater than or equal to 6'),
    );
    expect(await refusalOf(set(world, 'Correct Horse-9'))).toEqual(
      violates(member, 'Member must satisfy regular expression pattern: [\\S]+'),
    );
  });

  test('takes a good one, and the one before only where nobody had it', async () => {
    if (replaces)
      expect(await refusalOf(set(world, PASSWORD))).toEqual(
        refusal('PasswordHistoryPolicyViolationException', 'Password has previously been used'),
      );
    await set(world, NEXT_PASSWORD);
  });
});
