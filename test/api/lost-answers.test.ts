import { ConnectionError } from 'portcullis/errors';
import type { LocalPool } from 'portcullis/local';
import { CognitoApi } from '../../src/api/cognito-api.js';
import type { Input, OperationName } from '../../src/api/operations.js';
import { REPEATABLE } from '../../src/api/repetition.js';
import { SIGNED } from '../../src/api/signed-operations.js';
import { UNSIGNED } from '../../src/api/unsigned-operations.js';
import { poolConfig } from '../../src/config/pool-config.js';
import { type LosingProxy, losingProxy, withoutPauses } from '../helpers/losing-proxy.js';
import { credentials } from '../helpers/managers.js';
import { closeAfterEach, closing, poolWith } from '../helpers/pool.js';
import { sdkFor } from '../helpers/sdk.js';
import { table } from '../local/conformance/table/index.js';
import type { Refusal } from '../local/conformance/table/row.js';
import { seed, type World } from '../local/conformance/table/world.js';

closeAfterEach();

interface AnyRow {
  input(world: World): object | Promise<object>;
  before?(world: World, input: object): Promise<unknown>;
  readonly again: Refusal | 'answered';
}

const rows = Object.entries(table) as unknown as readonly [OperationName, AnyRow][];

async function openWorld(): Promise<World> {
  const pool = await poolWith(seed);
  const { accessToken, idToken, refreshToken } = await pool.tokensFor('ada');
  const tokens = { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken };
  return { pool, sdk: sdkFor(pool), UserPoolId: pool.userPoolId, ...tokens };
}

/** The pool behind a network that loses answers. */
async function behind({
  endpoint,
  userPoolId,
}: LocalPool): Promise<{ network: LosingProxy; api: CognitoApi }> {
  const network = closing(await losingProxy(endpoint));
  const options = { userPoolId, clientId: 'app', credentials, random: withoutPauses };
  return { network, api: closing(new CognitoApi(poolConfig({ ...options, endpoint: network.endpoint }))) };
}

/** What became of a call whose first answers were lost, and how often it was sent. */
async function calledWithLosses(name: OperationName, row: AnyRow, losses: number) {
  const world = await openWorld();
  const input = (await row.input(world)) as Input<typeof name>;
  await row.before?.(world, input);
  const { network, api } = await behind(world.pool);
  network.lose(name, losses);
  const outcome = await api.call(name, input).then(
    answer => ({ answer }),
    error => ({ error }),
  );
  return { outcome, sent: network.arrived.length };
}

describe.each(rows)('%s, whose first answer is lost,', (name, row) => {
  test('is answered, or says that it may have succeeded, and is never refused', async () => {
    const { outcome, sent } = await calledWithLosses(name, row, 1);
    if ('answer' in outcome) return expect(sent).toBe(2);
    expect(outcome.error).toBeInstanceOf(ConnectionError);
    expect(outcome.error).toMatchObject({ mayHaveSucceeded: true, advice: expect.any(String) });
    expect(sent).toBe(1);
  });
});

test('where all answers are lost, the error says that the call may have succeeded', async () => {
  const { outcome, sent } = await calledWithLosses('GetUser', table.GetUser as unknown as AnyRow, 9);
  expect(outcome).toMatchObject({ error: { code: 'CONNECTION_FAILED', mayHaveSucceeded: true } });
  expect(sent).toBe(3);
});

const refusedTwice = rows.filter(([, { again }]) => again !== 'answered');

test.each(refusedTwice)('%s is not taken for one that may be sent twice', name => {
  const { advice, doneWhen } = { ...UNSIGNED[name], ...SIGNED[name] };
  expect({ advice, doneWhen }).not.toMatchObject(REPEATABLE);
  expect(advice).toMatch(/may/);
});

describe('a call that surely did not arrive', () => {
  test.each<[string, object]>([
    ['where no host has the name', { endpoint: 'http://cognito.invalid' }],
    ['where nothing listens', {}],
    ['where nothing listens, by fetch', { fetch: globalThis.fetch }],
  ])('%s does not say that it may have succeeded', async (_, options) => {
    const { endpoint, userPoolId, close } = await poolWith();
    await close();
    const config = { userPoolId, clientId: 'app', random: withoutPauses, endpoint, ...options };
    const api = new CognitoApi(poolConfig(config));
    const input = { AccessToken: 'a', PreviousPassword: 'b', ProposedPassword: 'c' };
    const error = await api.call('ChangePassword', input).catch(thrown => thrown);
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', mayHaveSucceeded: false });
  });
});
