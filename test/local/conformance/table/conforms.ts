import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Access, OperationName } from '../../../../src/local/operations/definition.js';
import { operations } from '../../../../src/local/operations/index.js';
import { SIGNATURE, send, type WireAnswer } from '../../../helpers/conformance.js';
import { closeAfterAll, poolWith } from '../../../helpers/pool.js';
import { refusalOf, sdkFor } from '../../../helpers/sdk.js';
import { table } from './index.js';
import { answersNothing, departuresOf, inputMembers, type Member, mistyped } from './model.js';
import { notAuthorized, notFound, type Refusal, violates } from './row.js';
import { seed, type World } from './world.js';

/** A row, whichever operation it is of. */
interface AnyRow {
  readonly access: Access;
  input(world: World): object | Promise<object>;
  before?(world: World, input: object): Promise<unknown>;
  readonly output: object;
  readonly effect: string | ((world: World, call: { input: object; output: object }) => Promise<void>);
  readonly again: Refusal | 'answered';
  refusals?(input: object, world: World): readonly (readonly [object, Refusal])[];
}

const rows = Object.entries(table) as unknown as readonly [OperationName, AnyRow][];

/** An operation and the pool that it is tried in. */
export interface Trial {
  readonly world: World;
  /** A call that is answered. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Calls through the official SDK, with `change` made to the call. */
  call(change?: object): Promise<object>;
  /** Sends the request as it is, as somebody who may call. */
  send(input: object): Promise<WireAnswer>;
}

/** An answer as it was on the wire. */
interface Recorded {
  readonly signed: boolean;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export const refused = async (answer: Promise<WireAnswer>) => {
  const { status, headers, body } = await answer;
  expect(status).toBe(400);
  expect(headers.get('x-amzn-errortype')).toBe(`${body.__type}:`);
  expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  return { name: body.__type, message: body.message };
};

/** Tries every operation of one kind of caller. `more` adds what is particular to that kind. */
export function operationsOf(access: Access, more: (name: OperationName, trial: () => Trial) => void): void {
  const ofKind = rows.filter(([, row]) => row.access === access);
  describe.each(ofKind)('%s', (name, row) => {
    let trial: Trial;
    let recorded: Recorded[];
    beforeAll(async () => {
      const world = await openWorld();
      recorded = record(world.sdk);
      trial = trialOf(name, world, await row.input(world));
    });
    closeAfterAll();

    refusesWhatIsMalformed(name, () => trial);
    more(name, () => trial);

    const { refusals } = row;
    if (refusals)
      test('refuses as documented', async () => {
        const { world, input, call } = trial;
        for (const [change, refusal] of refusals(input, world)) {
          const error = await call(change).catch(thrown => thrown);
          const { name: refusedWith, message, $metadata } = error;
          expect({ change, name: refusedWith, message }).toEqual({ change, ...refusal });
          expect($metadata.httpStatusCode).toBe(refusal.name === 'UnauthorizedException' ? 401 : 400);
          expect(recorded.at(-1)?.headers['x-amzn-errortype']).toBe(`${refusal.name}:`);
        }
      });

    test('answers in full, has its effect, and is asked again', async () => {
      const { world, input, call } = trial;
      await row.before?.(world, input);
      const { $metadata, ...output } = (await call(besides(name))) as { $metadata: object };
      const { signed, headers, body } = recorded.at(-1)!;
      expect(output).toEqual(row.output);
      // The SDK signs this one too, although the service does not look.
      expect(signed).toBe(access === 'iam' || name === 'GetClientToken');
      expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
      if (answersNothing(name)) expect(body).toBe('');
      else expect(departuresOf(name, JSON.parse(body))).toEqual([]);

      if (typeof row.effect === 'function') await row.effect(world, { input, output });
      if (row.again === 'answered') await call();
      else expect(await refusalOf(call())).toEqual(row.again);
    });
  });
}

function refusesWhatIsMalformed(name: OperationName, trial: () => Trial): void {
  const members = inputMembers(name);
  const required = members.filter(member => member.required);
  const read = members.filter(member => isRead(name, member.name));
  const has = (member: string) => members.some(({ name: known }) => known === member);

  if (required.length > 0)
    test('names the member that is missing', async () => {
      const { input, send } = trial();
      for (const { name: member } of required)
        expect(await refused(send({ ...input, [member]: undefined }))).toEqual(
          violates(lowerFirst(member), 'Member must not be null'),
        );
    });

  test('knows the type of every member that it reads', async () => {
    const takes = async (member: Member) => {
      const { name: type } = await refused(trial().send({ [member.name]: mistyped(member) }));
      return `${member.name}: ${type}`;
    };
    expect(await Promise.all(read.map(takes))).toEqual(
      read.map(member => `${member.name}: SerializationException`),
    );
  });

  if (has('UserPoolId'))
    test('knows the pool that it is about', async () => {
      const { input, send } = trial();
      expect(await refused(send({ ...input, UserPoolId: 'eu-west-1_Elsewhere' }))).toEqual(
        notFound('User pool eu-west-1_Elsewhere does not exist.'),
      );
      const { name: type } = await refused(send({ ...input, UserPoolId: 'nowhere' }));
      expect(type).toBe('InvalidParameterException');
    });

  if (has('ClientId')) {
    test('knows the app client that it is about', async () => {
      const { input, send } = trial();
      expect(await refused(send({ ...input, ClientId: 'nobody' }))).toEqual(
        notFound('User pool client nobody does not exist.'),
      );
    });
    const place = SECRET_PLACES.find(has);
    // Of administrators it is a secret to be.
    const isProof = !(place === 'ClientSecret' && has('UserPoolId'));
    if (place && isProof) wantsTheSecret(place, trial);
  }
}

function wantsTheSecret(place: string, trial: () => Trial): void {
  const isPlain = place === 'ClientSecret';
  const isMap = !isPlain && place !== 'SecretHash';
  const refusedWith = (secret: object) =>
    refused(trial().send({ ...trial().input, ClientId: 'server', ...secret }));

  test('wants the secret of an app client that has one', async () => {
    expect(await refusedWith({})).toEqual(
      notAuthorized(
        `Client server is configured with secret but ${isPlain ? 'ClientSecret' : 'SECRET_HASH'} was not received`,
      ),
    );
    const wrong = 'd3Jvbmc=';
    const inside = { ...Object(trial().input[place]), SECRET_HASH: wrong };
    expect(await refusedWith({ [place]: isMap ? inside : wrong })).toEqual(
      notAuthorized(`${isPlain ? 'ClientSecret' : 'SecretHash'} does not match for the client: server`),
    );
  });
}

/** Where a request carries the secret of its app client, or a hash made with it. */
const SECRET_PLACES = ['SecretHash', 'AuthParameters', 'ChallengeResponses', 'ClientSecret'];

/** What requests may say besides: of these nothing comes here. */
const BESIDES = {
  AnalyticsMetadata: { AnalyticsEndpointId: 'x' },
  ClientMetadata: { page: 'x' },
  ContextData: { IpAddress: '192.0.2.1', ServerName: 'x', ServerPath: '/', HttpHeaders: [] },
  UserContextData: { IpAddress: '192.0.2.1', EncodedData: 'x' },
};

const besides = (name: OperationName): object =>
  Object.fromEntries(
    Object.entries(BESIDES).filter(([member]) => inputMembers(name).some(known => known.name === member)),
  );

/** Whether the local pool looks at the member; what it does not model it lets pass, whatever it is. */
function isRead(name: OperationName, member: string): boolean {
  const found = operations.find(operation => operation.name === name);
  return member in Object(Object(found?.input).entries);
}

async function openWorld(): Promise<World> {
  const pool = await poolWith(seed);
  const { accessToken, idToken, refreshToken } = await pool.tokensFor('ada');
  return {
    pool,
    sdk: sdkFor(pool),
    UserPoolId: pool.userPoolId,
    AccessToken: accessToken,
    IdToken: idToken,
    RefreshToken: refreshToken,
  };
}

function trialOf(name: OperationName, world: World, input: object): Trial {
  const methods = world.sdk as unknown as Record<string, (input: object) => Promise<object>>;
  const method = lowerFirst(name);
  return {
    world,
    input: { ...input },
    call: change => methods[method]!.call(world.sdk, { ...input, ...change }),
    send: request => send(world.pool, name, request, SIGNATURE),
  };
}

/** Keeps what the SDK's calls brought, from now on. */
function record({ middlewareStack }: CognitoIdentityProvider): Recorded[] {
  const recorded: Recorded[] = [];
  middlewareStack.add(
    next => async args => {
      const result = await next(args);
      const { headers, body } = result.response as { headers: Record<string, string>; body: unknown };
      const chunks: Uint8Array[] = [];
      for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const sent = args.request as { headers: Record<string, string> };
      recorded.push({ signed: 'authorization' in sent.headers, headers, body: bytes.toString() });
      Object.assign(result.response as object, { body: bytes });
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  return recorded;
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
