import type { PostAuthenticationEvent, PreAuthenticationEvent } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../../helpers/sdk.js';
import { headOf, refusing, watching } from '../../helpers/triggers.js';

closeAfterEach();

const clients = [{ clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] }];
const byPassword = (USERNAME: string, password = PASSWORD) => ({
  ClientId: 'app',
  AuthFlow: 'USER_PASSWORD_AUTH' as const,
  AuthParameters: { USERNAME, PASSWORD: password },
});
const userAttributes = {
  sub: expect.any(String),
  'cognito:user_status': 'CONFIRMED',
  ...ada.attributes,
};

test('pre authentication sees who signs in before the password counts', async () => {
  const { seen, trigger } = watching<PreAuthenticationEvent>();
  const pool = await poolWith({ clients, users: [ada] }, { triggers: { preAuthentication: trigger } });
  const attempt = { ...byPassword('ada', 'Wrong-Horse-9'), ClientMetadata: { from: 'kiosk' } };
  await refusalOf(sdkFor(pool).initiateAuth(attempt));
  expect(seen).toEqual([
    {
      ...headOf(pool, 'ada'),
      triggerSource: 'PreAuthentication_Authentication',
      request: { userAttributes, validationData: { from: 'kiosk' } },
      response: {},
    },
  ]);
  expect(JSON.stringify(seen)).not.toContain('Horse');
});

test('pre authentication refuses by throwing, whatever the flow', async () => {
  const pool = await poolWith(
    { users: [ada] },
    { triggers: { preAuthentication: refusing('Not at night') } },
  );
  const srp = signInOverSrp(pool, { ClientId: 'app', username: 'ada', password: PASSWORD });
  expect(await refusalOf(srp)).toEqual(
    refusal('UserLambdaValidationException', 'PreAuthentication failed with error Not at night.'),
  );
});

test('pre authentication hears of nobody only where the client hides who exists', async () => {
  const { seen, trigger } = watching<PreAuthenticationEvent>();
  const hiding = { ...clients[0]!, PreventUserExistenceErrors: 'ENABLED' as const };
  const pool = await poolWith(
    { clients: [hiding, { ...clients[0]!, clientId: 'telling' }] },
    { triggers: { preAuthentication: trigger } },
  );
  await refusalOf(sdkFor(pool).initiateAuth({ ...byPassword('nobody'), ClientId: 'telling' }));
  expect(seen).toEqual([]);
  await refusalOf(sdkFor(pool).initiateAuth(byPassword('nobody')));
  expect(seen.map(({ request }) => request)).toEqual([
    { userAttributes: {}, validationData: {}, userNotFound: true },
  ]);
});

test('post authentication sees a sign-in that is done, and whether the device is new', async () => {
  const { seen, trigger } = watching<PostAuthenticationEvent>();
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true };
  const triggers = { postAuthentication: trigger };
  const [plain, tracking] = [
    await poolWith({ clients, users: [ada] }, { triggers }),
    await poolWith({ clients, users: [ada], DeviceConfiguration }, { triggers }),
  ];
  await refusalOf(sdkFor(plain).initiateAuth(byPassword('ada', 'Wrong-Horse-9')));
  expect(seen).toEqual([]);
  await sdkFor(plain).initiateAuth({ ...byPassword('ada'), ClientMetadata: { from: 'kiosk' } });
  await sdkFor(tracking).initiateAuth(byPassword('ada'));
  const event = { triggerSource: 'PostAuthentication_Authentication', response: {} };
  expect(seen).toEqual([
    { ...headOf(plain, 'ada'), ...event, request: { userAttributes, newDeviceUsed: false } },
    { ...headOf(tracking, 'ada'), ...event, request: { userAttributes, newDeviceUsed: true } },
  ]);
});

test('post authentication refuses by throwing, and may change the user first', async () => {
  const groups = [{ name: 'seen' }];
  const triggers = {
    postAuthentication: async (event: PostAuthenticationEvent) => {
      if (event.callerContext.clientId === 'other') throw new Error('Not here');
      const { userPoolId: UserPoolId, userName: Username } = event;
      await sdkFor(pool).adminAddUserToGroup({ UserPoolId, Username, GroupName: 'seen' });
      return event;
    },
  };
  const both = [...clients, { ...clients[0]!, clientId: 'other' }];
  const pool = await poolWith({ clients: both, users: [ada], groups }, { triggers });
  const { AuthenticationResult } = await sdkFor(pool).initiateAuth(byPassword('ada'));
  const [, payload = ''] = AuthenticationResult?.IdToken?.split('.') ?? [];
  expect(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))).toMatchObject({
    'cognito:groups': ['seen'],
  });
  const refused = sdkFor(pool).initiateAuth({ ...byPassword('ada'), ClientId: 'other' });
  expect(await refusalOf(refused)).toEqual(
    refusal('UserLambdaValidationException', 'PostAuthentication failed with error Not here.'),
  );
});
