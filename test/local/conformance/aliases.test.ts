import type { Seed } from 'portcullis/local';
import { bench } from '../../helpers/conformance.js';
import { ada, closeAfterEach, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf } from '../../helpers/sdk.js';
import { attribute, invalid } from './table/row.js';
import { ClientId } from './table/world.js';

closeAfterEach();

type Bench = Awaited<ReturnType<typeof bench>>;

const EMAIL = 'ada@example.com';
const adasEmail = attribute('email', EMAIL);
const Username = 'bob';
const bob = { username: Username, password: PASSWORD };
const taken = refusal('AliasExistsException', 'An account with the email already exists.');
const seed = { AliasAttributes: ['email' as const], users: [ada, bob] };

interface Claim {
  readonly users?: Seed['users'];
  claim(bench: Bench, force?: boolean): Promise<unknown>;
  /** Whether the call can take the alias over. */
  readonly canForce: boolean;
}

const bobsToken = async ({ pool }: Bench) => (await pool.tokensFor(Username)).accessToken;

/** Everywhere that an address becomes an alias of Bob's which is Ada's. */
const claims: Readonly<Record<string, Claim>> = {
  AdminCreateUser: {
    users: [ada],
    canForce: true,
    claim: ({ sdk, UserPoolId }, ForceAliasCreation = false) =>
      sdk.adminCreateUser({
        UserPoolId,
        Username,
        UserAttributes: [adasEmail, attribute('email_verified', 'true')],
        MessageAction: 'SUPPRESS',
        ForceAliasCreation,
      }),
  },
  AdminUpdateUserAttributes: {
    canForce: false,
    claim: ({ sdk, UserPoolId }) =>
      sdk.adminUpdateUserAttributes({
        UserPoolId,
        Username,
        UserAttributes: [adasEmail, attribute('email_verified', 'true')],
      }),
  },
  ConfirmSignUp: {
    users: [ada, { ...bob, status: 'UNCONFIRMED', attributes: { email: EMAIL } }],
    canForce: true,
    claim: async ({ pool, sdk }, ForceAliasCreation = false) => {
      await sdk.resendConfirmationCode({ ClientId, Username });
      const ConfirmationCode = pool.messages.list().at(-1)?.code;
      return sdk.confirmSignUp({ ClientId, Username, ConfirmationCode, ForceAliasCreation });
    },
  },
  VerifyUserAttribute: {
    canForce: false,
    claim: async opened => {
      const { pool, sdk } = opened;
      const AccessToken = await bobsToken(opened);
      await sdk.updateUserAttributes({ AccessToken, UserAttributes: [adasEmail] });
      const Code = pool.messages.list().at(-1)?.code;
      return sdk.verifyUserAttribute({ AccessToken, AttributeName: 'email', Code });
    },
  },
};

test.each(Object.entries(claims))('%s leaves an alias to its owner, unless it is forced', async (_, row) => {
  const opened = await bench({ ...seed, ...(row.users && { users: row.users }) });
  const { sdk, UserPoolId } = opened;
  const ownerOf = async (name: string) => (await sdk.adminGetUser({ UserPoolId, Username: name })).Username;
  expect(await refusalOf(row.claim(opened))).toEqual(taken);
  expect(await ownerOf(EMAIL)).toBe('ada');
  if (!row.canForce) return;
  await row.claim(opened, true);
  expect(await ownerOf(EMAIL)).toBe(Username);
  const { UserAttributes } = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  expect(UserAttributes).toContainEqual(attribute('email_verified', 'false'));
});

test('a preferred username is an alias of whoever has confirmed their account', async () => {
  const opened = await bench({
    AliasAttributes: ['preferred_username'],
    users: [{ ...ada, attributes: { preferred_username: 'countess' } }, bob],
  });
  const UserAttributes = [attribute('preferred_username', 'countess')];
  const claim = opened.sdk.updateUserAttributes({ AccessToken: await bobsToken(opened), UserAttributes });
  expect(await refusalOf(claim)).toEqual(
    refusal('AliasExistsException', 'An account with the preferred_username already exists.'),
  );
});

describe('where the username is an e-mail address or a phone number', () => {
  const emails = { UsernameAttributes: ['email' as const, 'phone_number' as const], users: [] };
  const notOne = invalid('Username should be either an email or a phone number.');

  test('nothing else is a username, and the stored one is the sub', async () => {
    const { sdk, UserPoolId } = await bench(emails);
    const signUp = (name: string) => sdk.signUp({ ClientId, Username: name, Password: PASSWORD });
    expect(await refusalOf(signUp('ada'))).toEqual(notOne);
    expect(await refusalOf(sdk.adminCreateUser({ UserPoolId, Username: 'ada' }))).toEqual(notOne);
    const { UserSub } = await signUp(EMAIL);
    const user = await sdk.adminGetUser({ UserPoolId, Username: EMAIL });
    expect(user.Username).toBe(UserSub);
    expect(user.UserAttributes).toContainEqual(adasEmail);
  });

  test('it is given once, verified or not', async () => {
    const { sdk, UserPoolId } = await bench(emails);
    await sdk.signUp({ ClientId, Username: EMAIL, Password: PASSWORD });
    const again = sdk.signUp({ ClientId, Username: EMAIL, Password: PASSWORD });
    expect(await refusalOf(again)).toEqual(refusal('UsernameExistsException', 'User already exists'));
    expect(await refusalOf(sdk.adminCreateUser({ UserPoolId, Username: EMAIL }))).toEqual(
      refusal('UsernameExistsException', 'User account already exists'),
    );
  });
});
