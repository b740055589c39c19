import type { LocalPool, Seed } from 'portcullis/local';
import { createEphemeral } from 'portcullis/srp';
import { startSeededPool } from '../../src/local/start.js';
import { sdkFor } from '../helpers/sdk.js';

const PASSWORD = 'Correct-Horse-9';
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const ALL_FLOWS = [
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
] as const;

/** Members of requests by name, with values that mean something to the pool. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** A server to be fuzzed: one pool that takes what comes, and one beside it that has to go on working. */
export interface World {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly known: Known;
  /** A normal sign-in to the pool beside. @throws when it does not work. */
  signIn(): Promise<void>;
  close(): Promise<void>;
}

const NAMES = ['ada', 'bob', 'eve', 'kim', 'lee'];

const person = (username: string) => ({
  username,
  password: PASSWORD,
  attributes: { email: `${username}@example.com`, email_verified: 'true', phone_number: '+441234569934' },
  groups: ['staff'],
});

const GATES_ADMIN = {
  ...person('gates'),
  attributes: { email: 'gates@example.com', 'custom:general_role': 'INTERNAL_ADMIN' },
};

const BASE: Seed = {
  clients: [
    { clientId: 'doomed' },
    { clientId: 'app', ExplicitAuthFlows: [...ALL_FLOWS] },
    { clientId: 'hiding', ExplicitAuthFlows: [...ALL_FLOWS], PreventUserExistenceErrors: 'ENABLED' },
    { clientId: 'secret', clientSecret: 'topsecrettopsecrettopsecret', ExplicitAuthFlows: [...ALL_FLOWS] },
    {
      clientId: 'rotating',
      ExplicitAuthFlows: [...ALL_FLOWS],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    },
  ],
  groups: [{ name: 'staff', precedence: 1 }, { name: 'guests' }],
  customChallenges: [{ question: 'Which horse?', answer: 'correct' }],
  users: [...NAMES.map(person), { ...person('new'), status: 'FORCE_CHANGE_PASSWORD' }, GATES_ADMIN],
};

/** Pools that differ in what the code asks about most. */
const SEEDS: readonly Seed[] = [
  BASE,
  {
    ...BASE,
    AliasAttributes: ['email', 'preferred_username'],
    UsernameConfiguration: { CaseSensitive: false },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    Policies: { PasswordPolicy: { PasswordHistorySize: 2 } },
    MfaConfiguration: 'OPTIONAL',
    users: [
      { ...person('ada'), totpSecret: TOTP_SECRET, mfa: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'] },
      { ...person('bob'), mfa: ['SMS_MFA'], attributes: { phone_number: '+441234569935' } },
      GATES_ADMIN,
    ],
  },
  {
    ...BASE,
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    users: [person('ada'), GATES_ADMIN],
  },
];

/** @param nth Which kind of pool: they take turns. */
export async function startWorld(nth: number, log: (line: string) => void): Promise<World> {
  // The log is told everything, as it has to write down whatever comes.
  const pool = await startSeededPool({ seed: SEEDS[nth % SEEDS.length], log, verbose: true }, 'seed');
  const sdk = sdkFor(pool);
  const beside = (await sdk.createUserPool({ PoolName: 'beside' })).UserPool?.Id ?? '';
  const { UserPoolClient } = await sdk.createUserPoolClient({
    UserPoolId: beside,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  });
  const them = { UserPoolId: beside, Username: 'ada' };
  await sdk.adminCreateUser({ ...them, MessageAction: 'SUPPRESS' });
  await sdk.adminSetUserPassword({ ...them, Password: PASSWORD, Permanent: true });
  const known = await knownTo(pool);
  return {
    endpoint: pool.endpoint,
    userPoolId: pool.userPoolId,
    known,
    signIn: async () => {
      const { AuthenticationResult } = await sdk.initiateAuth({
        ClientId: UserPoolClient?.ClientId ?? '',
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD },
      });
      await sdk.getUser({ AccessToken: AuthenticationResult?.AccessToken ?? '' });
    },
    close: async () => {
      sdk.destroy();
      await pool.close();
    },
  };
}

async function knownTo(pool: LocalPool): Promise<Known> {
  const people = await Promise.all(['ada', 'ada', 'gates'].map(name => pool.tokensFor(name)));
  const rotating = await pool.tokensFor('ada', { clientId: 'rotating' });
  const opened = await openSessions(pool);
  const refresh = [...people, rotating].map(({ refreshToken }) => refreshToken);
  return {
    UserPoolId: [pool.userPoolId],
    ClientId: ['app', 'app', 'hiding', 'rotating', 'secret'],
    Username: [...NAMES, 'new', 'nobody', 'ada@example.com'],
    USERNAME: [...NAMES, 'new', 'nobody'],
    AccessToken: people.map(({ accessToken }) => accessToken),
    IdToken: people.map(({ idToken }) => idToken),
    RefreshToken: refresh,
    Token: refresh,
    REFRESH_TOKEN: refresh,
    ClientSecret: ['topsecrettopsecrettopsecret'],
    Password: [PASSWORD, 'Another-Horse-8'],
    PASSWORD: [PASSWORD],
    NEW_PASSWORD: ['Another-Horse-8'],
    PreviousPassword: [PASSWORD],
    ProposedPassword: [PASSWORD, 'Another-Horse-8'],
    TemporaryPassword: [PASSWORD],
    GroupName: ['staff', 'guests', 'nobodies'],
    AttributeName: ['email', 'phone_number', 'name'],
    Name: ['email', 'phone_number', 'email_verified', 'name', 'sub', 'custom:general_role'],
    Value: ['true', 'new@example.com', '+441234569936', 'Ada'],
    Filter: ['username = "ada"', 'email ^= "a"', 'status = "Enabled"', 'x', ''],
    ConfirmationCode: pool.messages.list().map(({ code }) => code),
    SRP_A: [createEphemeral(count => crypto.getRandomValues(new Uint8Array(count))).srpA],
    ...opened,
  };
}

/** `Session`s of each kind that the pool opens, and the secret blocks of SRP exchanges. */
async function openSessions(pool: LocalPool): Promise<Known> {
  const sdk = sdkFor(pool);
  const srpA = createEphemeral(count => crypto.getRandomValues(new Uint8Array(count))).srpA;
  const openings = [
    { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'new', PASSWORD } },
    { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ada', PASSWORD } },
    { AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'ada' } },
    { AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'ada' } },
    { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'ada', SRP_A: srpA } },
  ] as const;
  const answers = await Promise.all(
    openings.map(opening =>
      sdk
        .initiateAuth({ ...opening, ClientId: 'app' })
        .catch(() => ({ Session: undefined, ChallengeParameters: {} })),
    ),
  );
  sdk.destroy();
  const some = (values: readonly (string | undefined)[]) => values.flatMap(value => value ?? []);
  return {
    Session: some(answers.map(({ Session }) => Session)),
    PASSWORD_CLAIM_SECRET_BLOCK: some(
      answers.map(
        ({ ChallengeParameters = {} }) => (ChallengeParameters as Record<string, string>).SECRET_BLOCK,
      ),
    ),
  };
}
