import { decodeJwt } from 'jose';
import { MemoryStore } from 'portcullis';
import type {
  LocalPool,
  PoolTriggers,
  PreTokenGenerationEvent,
  PreTokenGenerationV2Event,
  PreTokenGenerationV3Event,
  Seed,
} from 'portcullis/local';
import { ada, CLIENT_SECRET, clientOf, closeAfterEach, PASSWORD, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../../helpers/sdk.js';
import { headOf, refusing, UNRECOGNIZABLE, watching } from '../../helpers/triggers.js';

closeAfterEach();

const role = (name: string) => `arn:aws:iam::1:role/${name}`;
const groups = [
  { name: 'admins', precedence: 1, roleArn: role('admins') },
  { name: 'readers', precedence: 2 },
];
const member = { ...ada, groups: ['readers', 'admins'] };
const about = {
  userAttributes: { sub: expect.any(String), 'cognito:user_status': 'CONFIRMED', ...ada.attributes },
  groupConfiguration: {
    groupsToOverride: ['admins', 'readers'],
    iamRolesToOverride: [role('admins')],
    preferredRole: role('admins'),
  },
};
type Trigger = PoolTriggers['preTokenGeneration'];

const poolOf = (preTokenGeneration: Trigger, seed: Seed = {}) =>
  poolWith({ groups, users: [member], ...seed }, { triggers: { preTokenGeneration } });

const signIn = async (pool: LocalPool) => {
  const attempt = { ClientId: 'app', username: 'ada', password: PASSWORD };
  const { AuthenticationResult: result } = await signInOverSrp(pool, attempt);
  const { IdToken = '', AccessToken = '', RefreshToken = '' } = result ?? {};
  return { id: decodeJwt(IdToken), access: decodeJwt(AccessToken), AccessToken, RefreshToken };
};

type Details = NonNullable<PreTokenGenerationEvent['response']['claimsOverrideDetails']>;
type DetailsV2 = NonNullable<PreTokenGenerationV2Event['response']['claimsAndScopeOverrideDetails']>;

/** The claims of a sign-in whose trigger answers with these details. */
const withDetails = async (details: Details) => {
  const { trigger } = watching<PreTokenGenerationEvent>(({ response }) => {
    response.claimsOverrideDetails = details;
  });
  return signIn(await poolOf(trigger));
};
const withDetailsV2 = async (details: DetailsV2) => {
  const { trigger } = watching<PreTokenGenerationV2Event>(({ response }) => {
    response.claimsAndScopeOverrideDetails = details;
  });
  return signIn(await poolOf({ version: 'V2_0', handler: trigger }));
};

const forged = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, 'forged']));

describe('the first version', () => {
  test('sees the user and what tokens would say of their groups', async () => {
    const { seen, trigger } = watching<PreTokenGenerationEvent>();
    const pool = await poolOf(trigger);
    const { id } = await signIn(pool);
    expect(seen).toEqual([
      {
        ...headOf(pool, 'ada'),
        triggerSource: 'TokenGeneration_Authentication',
        request: about,
        response: { claimsOverrideDetails: null },
      },
    ]);
    expect(id).toMatchObject({ email: 'ada@example.com', 'cognito:groups': ['admins', 'readers'] });
  });

  test('adds, replaces and suppresses claims of the ID token alone', async () => {
    const { id, access } = await withDetails({
      claimsToAddOrOverride: { tenant: 'blue', email: 'other@example.com', both: 'no' },
      claimsToSuppress: ['phone_number', 'both'],
    });
    expect(id).toMatchObject({
      tenant: 'blue',
      email: 'other@example.com',
      'cognito:roles': [role('admins')],
    });
    expect(id).not.toHaveProperty('phone_number');
    expect(id).not.toHaveProperty('both');
    expect(access).not.toHaveProperty('tenant');
  });

  test('can neither change nor suppress what makes a token', async () => {
    const names = 'sub,iss,aud,exp,iat,jti,auth_time,token_use,origin_jti,cognito:username'.split(',');
    const { id } = await withDetails({ claimsToAddOrOverride: forged(names), claimsToSuppress: names });
    expect(Object.keys(id)).toEqual(expect.arrayContaining(names));
    expect(Object.values(id)).not.toContain('forged');
  });

  test('cannot add reserved claims, nor any to the namespaces of the service', async () => {
    const names = 'nonce,acr,amr,azp,nbf,identities,at_hash,cognito:mine,dev:mine'.split(',');
    const { id } = await withDetails({ claimsToAddOrOverride: forged(names) });
    expect(Object.values(id)).not.toContain('forged');
  });

  test('replaces the groups of both tokens', async () => {
    const { id, access } = await withDetails({
      groupOverrideDetails: {
        groupsToOverride: ['staff'],
        iamRolesToOverride: [role('s')],
        preferredRole: role('s'),
      },
    });
    expect(id).toMatchObject({
      'cognito:groups': ['staff'],
      'cognito:roles': [role('s')],
      'cognito:preferred_role': role('s'),
    });
    expect(access['cognito:groups']).toEqual(['staff']);
  });

  test.each([null, {}])('takes the groups away where it answers %p for them', async groupOverrideDetails => {
    const { id, access } = await withDetails({ groupOverrideDetails });
    expect([...Object.keys(id), ...Object.keys(access)].filter(name => /groups|role/.test(name))).toEqual([]);
  });

  test('may add strings only', async () => {
    const trigger = (event: PreTokenGenerationEvent) => {
      event.response.claimsOverrideDetails = { claimsToAddOrOverride: { roles: ['a', 'b'] as never } };
      return event;
    };
    expect(await refusalOf(signIn(await poolOf(trigger)))).toEqual(UNRECOGNIZABLE);
  });
});

describe('the second version', () => {
  test('sees the scopes too', async () => {
    const { seen, trigger } = watching<PreTokenGenerationV2Event>();
    const pool = await poolOf({ version: 'V2_0', handler: trigger });
    await signIn(pool);
    expect(seen).toEqual([
      {
        ...headOf(pool, 'ada'),
        version: '2',
        triggerSource: 'TokenGeneration_Authentication',
        request: { ...about, scopes: ['aws.cognito.signin.user.admin'] },
        response: { claimsAndScopeOverrideDetails: null },
      },
    ]);
  });

  test('changes each token by itself, with claims of any type', async () => {
    const { id, access } = await withDetailsV2({
      idTokenGeneration: { claimsToAddOrOverride: { plan: { seats: 3 } }, claimsToSuppress: ['email'] },
      accessTokenGeneration: {
        claimsToAddOrOverride: { roles: ['a', 'b'], admin: true, aud: 'app' },
        scopesToAdd: ['orders/read', 'aws.cognito.more'],
      },
      groupOverrideDetails: { groupsToOverride: ['staff'] },
    });
    expect(id).toMatchObject({ plan: { seats: 3 }, 'cognito:groups': ['staff'] });
    expect(id).not.toHaveProperty('email');
    expect(access).toMatchObject({
      roles: ['a', 'b'],
      admin: true,
      aud: 'app',
      scope: 'aws.cognito.signin.user.admin orders/read',
      'cognito:groups': ['staff'],
    });
  });

  test('cannot change what makes an access token', async () => {
    const names = 'sub,client_id,username,scope,event_id,iss,aud,device_key,version'.split(',');
    const { access } = await withDetailsV2({
      accessTokenGeneration: { claimsToAddOrOverride: forged(names), claimsToSuppress: names },
    });
    expect(access).toMatchObject({
      client_id: 'app',
      username: 'ada',
      scope: 'aws.cognito.signin.user.admin',
    });
    expect(Object.values(access)).not.toContain('forged');
  });

  test('may take away the scope that the user operations ask for', async () => {
    const { trigger } = watching<PreTokenGenerationV2Event>(({ response }) => {
      response.claimsAndScopeOverrideDetails = {
        accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'] },
      };
    });
    const pool = await poolOf({ version: 'V2_0', handler: trigger });
    const { AccessToken } = await signIn(pool);
    expect(await refusalOf(sdkFor(pool).getUser({ AccessToken }))).toEqual(
      refusal('NotAuthorizedException', 'Access Token does not have required scopes'),
    );
  });
});

describe('the third version', () => {
  const machine = {
    clientId: 'machine',
    clientSecret: CLIENT_SECRET,
    ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH' as never],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials' as const],
    AllowedOAuthScopes: ['shop/read', 'shop/write'],
  };
  const clients = [{ clientId: 'app' }, machine];
  const machineToken = async (pool: LocalPool) => {
    const ClientMetadata = { tenant: 'blue' };
    const request = { ClientId: 'machine', Secret: CLIENT_SECRET, Scopes: ['shop/read'], ClientMetadata };
    const { ClientAuthenticationResult } = await sdkFor(pool).getClientToken(request);
    return decodeJwt(ClientAuthenticationResult?.AccessToken ?? '');
  };
  /** Claims for people and programs alike. */
  const tenants = () =>
    watching<PreTokenGenerationV3Event>(({ triggerSource, request, response }) => {
      const isProgram = triggerSource === 'TokenGeneration_ClientCredentials';
      response.claimsAndScopeOverrideDetails = {
        accessTokenGeneration: {
          claimsToAddOrOverride: {
            tenant: isProgram ? request.clientMetadata?.tenant : 'red',
            sub: 'forged',
          },
          scopesToAdd: ['shop/list'],
          scopesToSuppress: ['shop/read'],
        },
      };
    });

  test('sees programs that get a token for themselves, and changes it', async () => {
    const { seen, trigger } = tenants();
    const pool = await poolOf({ version: 'V3_0', handler: trigger }, { clients });
    expect(await machineToken(pool)).toMatchObject({ sub: 'machine', tenant: 'blue', scope: 'shop/list' });
    const { userName, ...head } = headOf(pool, undefined, 'machine');
    expect(seen).toEqual([
      {
        ...head,
        version: '3',
        triggerSource: 'TokenGeneration_ClientCredentials',
        request: {
          userAttributes: {},
          groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
          scopes: ['shop/read'],
          clientMetadata: { tenant: 'blue' },
        },
        response: { claimsAndScopeOverrideDetails: null },
      },
    ]);
  });

  test('sees people as the second does', async () => {
    const { seen, trigger } = tenants();
    const pool = await poolOf({ version: 'V3_0', handler: trigger }, { clients });
    expect((await signIn(pool)).access.tenant).toBe('red');
    expect(seen).toMatchObject([
      { version: '3', userName: 'ada', triggerSource: 'TokenGeneration_Authentication' },
    ]);
  });

  test('is what programs take: the second does not run for them', async () => {
    const { seen, trigger } = watching<PreTokenGenerationV2Event>();
    const pool = await poolOf({ version: 'V2_0', handler: trigger }, { clients });
    expect((await machineToken(pool)).scope).toBe('shop/read');
    expect(seen).toEqual([]);
  });

  test('refuses a program by throwing', async () => {
    const pool = await poolOf({ version: 'V3_0', handler: refusing('Not today') }, { clients });
    expect(await refusalOf(machineToken(pool))).toEqual(
      refusal('UserLambdaValidationException', 'PreTokenGeneration failed with error Not today.'),
    );
  });
});

describe('it comes', () => {
  test('at each renewal, by whichever operation', async () => {
    const { seen, trigger } = watching<PreTokenGenerationEvent>();
    const pool = await poolOf(trigger);
    const { RefreshToken } = await signIn(pool);
    const sdk = sdkFor(pool);
    const renewal = { ClientId: 'app', AuthParameters: { REFRESH_TOKEN: RefreshToken } };
    await sdk.initiateAuth({ ...renewal, AuthFlow: 'REFRESH_TOKEN_AUTH', ClientMetadata: { lost: 'yes' } });
    await sdk.getTokensFromRefreshToken({ ClientId: 'app', RefreshToken, ClientMetadata: { kept: 'yes' } });
    expect(
      seen.slice(1).map(({ triggerSource, request }) => [triggerSource, request.clientMetadata]),
    ).toEqual([
      ['TokenGeneration_RefreshTokens', undefined],
      ['TokenGeneration_RefreshTokens', { kept: 'yes' }],
    ]);
  });

  test('after a new password', async () => {
    const { seen, trigger } = watching<PreTokenGenerationEvent>();
    const pool = await poolOf(trigger, { users: [{ ...member, status: 'FORCE_CHANGE_PASSWORD' }] });
    const attempt = { ClientId: 'app', username: 'ada', password: PASSWORD };
    const { ChallengeName, Session } = await signInOverSrp(pool, attempt);
    await sdkFor(pool).respondToAuthChallenge({
      ClientId: 'app',
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: 'Another-Horse-9' },
    });
    expect(seen.map(({ triggerSource }) => triggerSource)).toEqual(['TokenGeneration_NewPasswordChallenge']);
  });

  test('when a remembered device proves itself', async () => {
    const { seen, trigger } = watching<PreTokenGenerationEvent>();
    const DeviceConfiguration = {
      ChallengeRequiredOnNewDevice: true,
      DeviceOnlyRememberedOnUserPrompt: false,
    };
    const pool = await poolOf(trigger, { DeviceConfiguration });
    const devices = { store: new MemoryStore().devices };
    await clientOf(pool, { devices }).authenticate(PASSWORD);
    await clientOf(pool, { devices }).authenticate(PASSWORD);
    expect(seen.map(({ triggerSource }) => triggerSource)).toEqual([
      'TokenGeneration_Authentication',
      'TokenGeneration_AuthenticateDevice',
    ]);
  });

  test('for the tokens of a test', async () => {
    const { trigger } = watching<PreTokenGenerationEvent>(({ response }) => {
      response.claimsOverrideDetails = { claimsToAddOrOverride: { tenant: 'blue' } };
    });
    const { idToken } = await (await poolOf(trigger)).tokensFor('ada');
    expect(decodeJwt(idToken).tenant).toBe('blue');
  });
});

test('what it throws refuses the tokens, and leaves a refresh token as it was', async () => {
  let down = false;
  const trigger = (event: PreTokenGenerationEvent) => {
    if (down) throw new Error('No plan');
    return event;
  };
  const RefreshTokenRotation = { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: 0 };
  const pool = await poolOf(trigger, { clients: [{ clientId: 'app', RefreshTokenRotation }] });
  const { RefreshToken } = await signIn(pool);
  const renew = () => sdkFor(pool).getTokensFromRefreshToken({ ClientId: 'app', RefreshToken });
  down = true;
  expect(await refusalOf(renew())).toEqual(
    refusal('UserLambdaValidationException', 'PreTokenGeneration failed with error No plan.'),
  );
  down = false;
  expect((await renew()).AuthenticationResult?.RefreshToken).toEqual(expect.any(String));
});

test('two renewals at once do not both pass where the trigger is slow', async () => {
  const trigger = async (event: PreTokenGenerationEvent) => {
    await new Promise(resolve => setImmediate(resolve));
    return event;
  };
  const RefreshTokenRotation = { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: 0 };
  const pool = await poolOf(trigger, { clients: [{ clientId: 'app', RefreshTokenRotation }] });
  const { RefreshToken } = await signIn(pool);
  const renew = () => sdkFor(pool).getTokensFromRefreshToken({ ClientId: 'app', RefreshToken });
  const both = await Promise.allSettled([renew(), renew()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a sign-in that it refuses leaves nothing behind', async () => {
  const pool = await poolOf(refusing('No plan'), { UserSessionTracking: 'ENABLED' });
  await refusalOf(signIn(pool));
  await expect(pool.tokensFor('ada')).rejects.toThrow('PreTokenGeneration failed with error No plan.');
  const who = { UserPoolId: pool.userPoolId, Username: 'ada' };
  expect((await sdkFor(pool).adminListUserSessions(who)).Sessions).toEqual([]);
});
