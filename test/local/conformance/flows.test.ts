import type { AuthFlowType } from '@aws-sdk/client-cognito-identity-provider';
import type { Seed } from 'portcullis/local';
import { challenges as answered } from '../../../src/local/sign-in/challenges.js';
import { adminFlows, publicFlows } from '../../../src/local/sign-in/flows.js';
import { ada, closeAfterAll, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf } from '../../helpers/sdk.js';
import { challenges } from './table/challenges.js';
import { type Door, type DoorName, doorTo } from './table/door.js';
import { aString, incorrect, invalid, notAuthorized, userMissing } from './table/row.js';
import { seed as base, NEXT_PASSWORD } from './table/world.js';

closeAfterAll();

const tokens = { AccessToken: aString, IdToken: aString, ExpiresIn: 3600, TokenType: 'Bearer' };
const signedIn = { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken: aString } };
const proof = {
  SALT: aString,
  SRP_B: aString,
  SECRET_BLOCK: aString,
  USERNAME: 'ada',
  USER_ID_FOR_SRP: 'ada',
};
const AvailableChallenges = ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'];
const asked = (ChallengeName: string, ChallengeParameters: object, more: object = {}) => ({
  ChallengeName,
  ChallengeParameters,
  ...more,
});
const Session = { Session: aString };

const [locked, hiding] = ['locked', 'hiding'];
const seed: Seed = {
  clients: [
    ...base.clients,
    { clientId: locked, ExplicitAuthFlows: [] },
    {
      clientId: hiding,
      ExplicitAuthFlows: base.clients[0]!.ExplicitAuthFlows!,
      PreventUserExistenceErrors: 'ENABLED',
    },
  ],
  customChallenges: [{ question: 'Friend?', answer: 'mellon' }],
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
  users: [ada],
};

const password = { USERNAME: 'ada', PASSWORD };
const srp = { USERNAME: 'ada', SRP_A: 'abc123' };
const custom = { USERNAME: 'ada' };

interface FlowRow {
  readonly flow: AuthFlowType;
  readonly doors: readonly DoorName[];
  readonly parameters: Record<string, string>;
  readonly answer: object;
  /** What the flow is called where a client does not allow it. */
  readonly called?: string;
  /** What a name that nobody has is answered by a client that hides it. */
  readonly hidden: object;
}

const both: readonly DoorName[] = ['InitiateAuth', 'AdminInitiateAuth'];
const someProof = { ...proof, USERNAME: aString, USER_ID_FOR_SRP: aString };
const someDelivery = {
  CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
  CODE_DELIVERY_DESTINATION: aString,
  USER_ID_FOR_SRP: aString,
};
const byChoice = (more: object, answer: object, hidden = answer): FlowRow => ({
  flow: 'USER_AUTH',
  doors: both,
  parameters: { USERNAME: 'ada', ...more },
  answer: { ...answer, ...('AuthenticationResult' in answer ? {} : { AvailableChallenges }) },
  hidden: 'name' in hidden ? hidden : { ...hidden, AvailableChallenges },
});
const adaDelivery = { ...someDelivery, CODE_DELIVERY_DESTINATION: 'a***@e***', USER_ID_FOR_SRP: 'ada' };

/** One of the first factors that the pool allows, which chance picks. */
const anyFactor = {
  ChallengeName: expect.stringMatching(/^(PASSWORD|PASSWORD_SRP|EMAIL_OTP|SMS_OTP)$/),
  ChallengeParameters: expect.anything(),
  Session: aString,
};

const rows: Readonly<Record<string, FlowRow>> = {
  USER_SRP_AUTH: {
    flow: 'USER_SRP_AUTH',
    doors: both,
    parameters: srp,
    answer: asked('PASSWORD_VERIFIER', proof),
    hidden: asked('PASSWORD_VERIFIER', someProof),
  },
  USER_PASSWORD_AUTH: {
    flow: 'USER_PASSWORD_AUTH',
    doors: ['InitiateAuth'],
    parameters: password,
    answer: signedIn,
    hidden: incorrect,
  },
  ADMIN_USER_PASSWORD_AUTH: {
    flow: 'ADMIN_USER_PASSWORD_AUTH',
    doors: ['AdminInitiateAuth'],
    parameters: password,
    answer: signedIn,
    called: 'Auth',
    hidden: incorrect,
  },
  ADMIN_NO_SRP_AUTH: {
    flow: 'ADMIN_NO_SRP_AUTH',
    doors: ['AdminInitiateAuth'],
    parameters: password,
    answer: signedIn,
    called: 'Auth',
    hidden: incorrect,
  },
  CUSTOM_AUTH: {
    flow: 'CUSTOM_AUTH',
    doors: both,
    parameters: custom,
    answer: asked('CUSTOM_CHALLENGE', { USERNAME: 'ada', question: 'Friend?' }, Session),
    hidden: asked('CUSTOM_CHALLENGE', { USERNAME: aString, question: 'Friend?' }, Session),
  },
  'USER_AUTH without a preference': byChoice({}, asked('SELECT_CHALLENGE', {}, Session), anyFactor),
  'USER_AUTH by what the user does not have': byChoice(
    { PREFERRED_CHALLENGE: 'WEB_AUTHN' },
    asked('SELECT_CHALLENGE', {}, Session),
    anyFactor,
  ),
  'USER_AUTH by PASSWORD': byChoice({ PREFERRED_CHALLENGE: 'PASSWORD' }, asked('PASSWORD', {}, Session)),
  'USER_AUTH with the password': byChoice({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }, signedIn, incorrect),
  'USER_AUTH by PASSWORD_SRP': byChoice(
    { PREFERRED_CHALLENGE: 'PASSWORD_SRP' },
    asked('PASSWORD_SRP', {}, Session),
  ),
  'USER_AUTH with SRP_A': byChoice(
    { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: 'abc123' },
    asked('PASSWORD_VERIFIER', proof, Session),
    asked('PASSWORD_VERIFIER', someProof, Session),
  ),
  'USER_AUTH by EMAIL_OTP': byChoice(
    { PREFERRED_CHALLENGE: 'EMAIL_OTP' },
    asked('EMAIL_OTP', adaDelivery, Session),
    asked('EMAIL_OTP', someDelivery, Session),
  ),
};

const cases = Object.entries(rows).flatMap(([name, row]) => row.doors.map(door => ({ name, door, row })));

describe.each(cases)('$name at $door', ({ door: doorName, row }) => {
  const { flow, parameters } = row;
  let door: Door;
  beforeAll(async () => {
    door = await doorTo(doorName, seed);
  });
  const begun = async (call: Promise<object>) => {
    const { $metadata, ...output } = (await call) as { $metadata?: object };
    return output;
  };

  test('answers in full', async () => {
    expect(await begun(door.begin(flow, parameters))).toEqual(row.answer);
  });

  test('is for clients that allow it, and needs its parameters', async () => {
    expect(await refusalOf(door.begin(flow, parameters, locked))).toEqual(
      invalid(`${row.called ?? flow} flow not enabled for this client`),
    );
    for (const name of ['USERNAME', ...(flow === 'USER_AUTH' ? [] : Object.keys(parameters))]) {
      const { [name]: _, ...less } = parameters;
      expect(await refusalOf(door.begin(flow, less))).toEqual(invalid(`Missing required parameter ${name}`));
    }
  });

  test('tells of a name that nobody has, unless the client hides it', async () => {
    const nobody = { ...parameters, USERNAME: 'nobody' };
    expect(await refusalOf(door.begin(flow, nobody))).toEqual(userMissing);
    const hidden = door.begin(flow, nobody, hiding);
    expect('name' in row.hidden ? await refusalOf(hidden) : await begun(hidden)).toEqual(row.hidden);
  });
});

const disabled = notAuthorized('User is disabled.');
const unconfirmed = refusal('UserNotConfirmedException', 'User is not confirmed.');

test.each([
  ['disabled', { enabled: false }, disabled],
  ['unconfirmed', { status: 'UNCONFIRMED' }, unconfirmed],
  ['waiting for a new password', { status: 'RESET_REQUIRED' }, { name: 'PasswordResetRequiredException' }],
] as const)('an account that is %s signs in by no flow, whatever the password', async (_, state, refused) => {
  const door = await doorTo('InitiateAuth', { ...seed, users: [{ ...ada, ...state }] });
  const wrong = { USERNAME: 'ada', PASSWORD: NEXT_PASSWORD };
  expect(await refusalOf(door.begin('USER_PASSWORD_AUTH', wrong))).toMatchObject(refused);
  expect(await refusalOf(door.begin('USER_AUTH', custom))).toMatchObject(refused);
  expect(await refusalOf(door.begin('CUSTOM_AUTH', custom))).toMatchObject(refused);
});

describe.each(both)('refreshing at %s', doorName => {
  test.each(['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const)('%s brings no refresh token', async flow => {
    const door = await doorTo(doorName, seed);
    const { refreshToken: REFRESH_TOKEN } = await door.pool.tokensFor('ada');
    const { $metadata, ...output } = (await door.begin(flow, { REFRESH_TOKEN })) as { $metadata?: object };
    expect(output).toEqual({ ChallengeParameters: {}, AuthenticationResult: tokens });
    const refused = (parameters: Record<string, string>, client?: string) =>
      refusalOf(door.begin(flow, parameters, client));
    const unknown = notAuthorized('Invalid Refresh Token.');
    expect(await refused({ REFRESH_TOKEN: 'nonsense' })).toEqual(unknown);
    expect(await refused({ REFRESH_TOKEN }, 'other')).toEqual(unknown);
    expect(await refused({})).toEqual(invalid('Missing required parameter REFRESH_TOKEN'));
    expect(await refused({ REFRESH_TOKEN }, locked)).toEqual(
      invalid(`${flow} flow not enabled for this client`),
    );
    door.pool.clock.advance(30 * 86_400);
    expect(await refused({ REFRESH_TOKEN })).toEqual(notAuthorized('Refresh Token has expired'));
  });
});

test('no flow and no challenge is left out', () => {
  const tried = (door: DoorName) => cases.filter(one => one.door === door).map(({ row }) => row.flow);
  const refreshing = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'];
  expect(new Set([...tried('InitiateAuth'), ...refreshing])).toEqual(new Set(Object.keys(publicFlows)));
  expect(new Set([...tried('AdminInitiateAuth'), ...refreshing])).toEqual(new Set(Object.keys(adminFlows)));
  const names = Object.keys(challenges).map(name => name.split(' ')[0]);
  expect(new Set([...names, 'PASSWORD_VERIFIER'])).toEqual(new Set(Object.keys(answered)));
});
