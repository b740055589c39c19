import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cognito, UserPool } from 'portcullis';
import { ConnectionError, SoftwareTokenMfaRequiredError } from 'portcullis/errors';
import type { LocalPool } from 'portcullis/local';
import { TokenVerifier } from 'portcullis/verify';
import { accessClaims, ISSUED_AT } from '../helpers/cognito-claims.js';
import { type FaultyLink, faultyLink } from '../helpers/faulty-link.js';
import { useHangs } from '../helpers/hanging.js';
import { signingKey } from '../helpers/jwks-server.js';
import {
  ada,
  adaWithTotp,
  closeAfterEach,
  closing,
  errorOf,
  PASSWORD,
  PATIENT_MS,
  poolWith,
} from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const userPoolId = 'eu-west-1_Replica01';

/** A pool in two Regions: each with keys and an issuer of its own, and a network before the first. */
async function replicated(user = ada): Promise<{ link: FaultyLink; home: LocalPool; replica: LocalPool }> {
  const link = closing(await faultyLink(() => home?.endpoint));
  let home: LocalPool | undefined;
  const seed = { userPoolId, users: [user] };
  home = await poolWith(seed, { issuer: `${link.endpoint}/${userPoolId}` });
  return { link, home, replica: await poolWith(seed) };
}

const optionsOf = (link: FaultyLink, replica: { readonly endpoint: string }) => ({
  userPoolId,
  clientId: 'app',
  endpoint: link.endpoint,
  replicas: [replica.endpoint],
  timeoutMs: PATIENT_MS,
  random: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
});

const issuerOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).iss;

test('while the home Region is away, people sign in at a replica, whose tokens verify', async () => {
  const { link, home, replica } = await replicated();
  const ada = closing(new Cognito({ ...optionsOf(link, replica), username: 'ada' }));
  expect(issuerOf((await ada.authenticate(PASSWORD)).accessToken)).toBe(home.issuer);
  link.down();
  const { accessToken } = await ada.authenticate(PASSWORD);
  expect(issuerOf(accessToken)).toBe(replica.issuer);
  expect((await ada.verifyTokens()).access.username).toBe('ada');
  expect((await ada.getUser()).username).toBe('ada');
});

test('a sign-in whose Region goes away halfway starts over at a replica', async () => {
  const { link, replica } = await replicated();
  const cognito = closing(new Cognito({ ...optionsOf(link, replica), username: 'ada' }));
  // InitiateAuth and the signing keys get through, the proof of the password does not.
  await cognito.pool.verifier.preload();
  link.down(1);
  expect(issuerOf((await cognito.authenticate(PASSWORD)).accessToken)).toBe(replica.issuer);
});

test('a challenge is answered in the Region that it came from', async () => {
  const { link, replica } = await replicated(adaWithTotp);
  const options = { ...optionsOf(link, replica), username: 'ada' };
  link.down();
  const asked = await errorOf<SoftwareTokenMfaRequiredError>(
    closing(new Cognito(options)).authenticate(PASSWORD),
  );
  expect(asked).toBeInstanceOf(SoftwareTokenMfaRequiredError);
  await link.up();
  const challenge = JSON.parse(JSON.stringify(asked.challenge));
  expect(challenge.region).toBe(replica.endpoint);
  const { totpSecret = '' } = adaWithTotp;
  const later = closing(new Cognito(options));
  const { accessToken } = await later.respondToSoftwareTokenMfa(totpCode(totpSecret), { challenge });
  expect(issuerOf(accessToken)).toBe(replica.issuer);

  const elsewhere = closing(new Cognito({ ...options, replicas: [] }));
  await expect(elsewhere.respondToSoftwareTokenMfa('123456', { challenge })).rejects.toThrow(
    'challenge.region is not among the replicas of this pool',
  );
});

test('a session that began in one Region is renewed in another', async () => {
  const pool = await poolWith({ userPoolId, users: [ada] });
  const link = closing(await faultyLink(() => pool.endpoint));
  const cognito = closing(new Cognito({ ...optionsOf(link, pool), username: 'ada' }));
  const before = await cognito.authenticate(PASSWORD);
  link.down();
  const renewed = await cognito.renewAccessToken();
  expect(renewed.accessToken).not.toBe(before.accessToken);
  expect((await cognito.verifyTokens()).id.username).toBe('ada');
});

describe('where calls go', () => {
  type Answer = (response: ServerResponse) => void;
  const json = { 'content-type': 'application/x-amz-json-1.1' };
  const ok: Answer = response => response.writeHead(200, json).end('{"Username":"ada"}');
  const failing: Answer = response => response.writeHead(503).end();
  const hangUp: Answer = ({ socket }) => socket?.destroy();
  const refuse =
    (exception: string): Answer =>
    response =>
      response.writeHead(400, json).end(JSON.stringify({ __type: exception, message: 'no' }));

  /** A Region that answers every call the same way, until that is changed. */
  async function region(answer: Answer) {
    const state = { answer, calls: [] as string[], endpoint: '' };
    const server = createServer((request, response) => {
      state.calls.push(String(request.headers['x-amz-target']).split('.')[1] ?? '');
      request.resume().on('end', () => state.answer(response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    state.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    closing({ close: () => void server.close().closeAllConnections() });
    return state;
  }

  async function twoRegions(home: Answer, replica: Answer, options: object = {}) {
    const [first, second] = [await region(home), await region(replica)];
    const time = { now: Date.now() };
    const pool = closing(
      new UserPool({
        userPoolId,
        clientId: 'app',
        endpoint: first.endpoint,
        replicas: [second.endpoint],
        clock: () => time.now,
        random: (count: number) => new Uint8Array(count),
        ...options,
      }),
    );
    return { first, second, time, api: pool.api };
  }

  const input = { AccessToken: 'token' };

  test.each<[string, Answer]>([
    ['fails', failing],
    ['breaks connections', hangUp],
    ['says that it fails', refuse('InternalErrorException')],
  ])('to a replica where the home Region %s', async (_, fault) => {
    const { first, second, api } = await twoRegions(fault, ok);
    expect((await api.call('GetUser', input)).Username).toBe('ada');
    expect([first.calls, second.calls]).toEqual([['GetUser'], ['GetUser']]);
  });

  describe('where the home Region does not answer', () => {
    const hang = useHangs();

    test('to a replica with half of the time left', async () => {
      const { second, api } = await twoRegions(() => void hang(), ok);
      expect((await api.call('GetUser', input, { timeoutMs: 60_000 })).Username).toBe('ada');
      expect(second.calls).toEqual(['GetUser']);
    });
  });

  test('for a minute to the replica that served, and then home again', async () => {
    const { first, second, time, api } = await twoRegions(failing, ok);
    for (let i = 0; i < 3; i++) await api.call('GetUser', input);
    expect([first.calls.length, second.calls.length]).toEqual([1, 3]);
    time.now += 60_000;
    await Promise.all([1, 2, 3].map(() => api.call('GetUser', input)));
    // One call tries the home Region; the others do not wait for it.
    expect([first.calls.length, second.calls.length]).toEqual([2, 6]);
    time.now += 60_000;
    first.answer = ok;
    for (let i = 0; i < 3; i++) await api.call('GetUser', input);
    expect([first.calls.length, second.calls.length]).toEqual([5, 6]);
  });

  test('nowhere else after a refusal', async () => {
    const { second, api } = await twoRegions(refuse('NotAuthorizedException'), ok);
    await expect(api.call('GetUser', input)).rejects.toMatchObject({ awsName: 'NotAuthorizedException' });
    expect(second.calls).toEqual([]);
  });

  test('nowhere else when they are good once and may have been carried out', async () => {
    const { second, api } = await twoRegions(hangUp, ok);
    const passwords = { PreviousPassword: 'old', ProposedPassword: 'new' };
    await expect(api.call('ChangePassword', { ...input, ...passwords })).rejects.toMatchObject({
      mayHaveSucceeded: true,
    });
    expect(second.calls).toEqual([]);
  });

  test('home when a replica does not serve them', async () => {
    const { first, second, api } = await twoRegions(failing, ok);
    await api.call('GetUser', input);
    first.answer = ok;
    second.answer = refuse('OperationNotEnabledException');
    await api.call('ForgotPassword', { ClientId: 'app', Username: 'ada' });
    expect(first.calls).toEqual(['GetUser', 'ForgotPassword']);
    expect(second.calls).toEqual(['GetUser', 'ForgotPassword']);
  });

  test('and when home is away then, that is what the error says', async () => {
    const { first, api } = await twoRegions(failing, refuse('OperationNotEnabledException'));
    const error = await errorOf<ConnectionError>(
      api.call('ForgotPassword', { ClientId: 'app', Username: 'ada' }),
    );
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.address).toBe(first.endpoint);
  });

  test('never past the endpoint of the environment', async () => {
    const { endpoint } = await region(failing);
    process.env.AWS_ENDPOINT_URL = endpoint;
    try {
      const pool = closing(new UserPool({ userPoolId, clientId: 'app', replicas: ['us-east-1'] }));
      expect(pool.api.config.regions.map(({ address }) => address)).toEqual([endpoint]);
    } finally {
      delete process.env.AWS_ENDPOINT_URL;
    }
  });
});

describe('the tokens of replicas', () => {
  const byHome = 'https://cognito-idp.eu-west-1.amazonaws.com';
  const byReplica = 'https://cognito-idp.us-east-1.amazonaws.com';

  test('verify with the keys of the Region that issued them, and with no others', async () => {
    const { home, replica } = await replicated();
    const verifier = new TokenVerifier({
      userPoolId,
      clientId: 'app',
      tokenUse: 'access',
      endpoint: new URL(home.issuer).origin,
      replicas: [replica.endpoint],
    });
    for (const pool of [home, replica]) {
      const { accessToken } = await pool.tokensFor('ada');
      expect((await verifier.verify(accessToken)).username).toBe('ada');
    }
    const impostor = await poolWith({ userPoolId, users: [ada] }, { issuer: replica.issuer });
    const { accessToken } = await impostor.tokensFor('ada');
    await expect(verifier.verify(accessToken)).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  test('are trusted by name of the Region, beside both forms of the pool’s own issuer', async () => {
    const { api } = new UserPool({ userPoolId, clientId: 'app', replicas: ['us-east-1'] });
    expect(api.config.issuers).toEqual([
      `${byHome}/${userPoolId}`,
      `https://issuer-cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`,
      `${byReplica}/${userPoolId}`,
    ]);
    expect(api.config.regions.map(({ address }) => address)).toEqual([byHome, byReplica]);
  });

  test('are trusted in the form of issuer that all Regions share', async () => {
    const issuer = `https://issuer-cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
    const key = await signingKey('shared');
    const asked: string[] = [];
    const fetch = async (url: string | URL | Request) => {
      asked.push(String(url));
      return new Response(JSON.stringify({ keys: [key.publicJwk] }));
    };
    const { verifier } = new UserPool({ userPoolId, clientId: 'app', fetch, clock: () => ISSUED_AT });
    const { claims } = await verifier.verify(await key.sign(accessClaims(issuer)));
    expect(claims.iss).toBe(issuer);
    expect(asked).toEqual([`${issuer}/.well-known/jwks.json`]);
  });

  test('are trusted where the pool is called in the replica’s Region', async () => {
    const { api } = new UserPool({
      userPoolId,
      clientId: 'app',
      region: 'us-east-1',
      replicas: ['eu-west-1'],
    });
    expect(api.config.issuers).toContain(`${byReplica}/${userPoolId}`);
    expect(api.config.regions.map(({ address }) => address)).toEqual([byReplica, byHome]);
  });

  test.each([[['Ireland']], [['ftp://127.0.0.1']], ['us-east-1'], [[7]]])('%j are no replicas', replicas => {
    expect(() => new UserPool({ userPoolId, replicas: replicas as string[] })).toThrow(/^options\.replicas/);
  });
});
