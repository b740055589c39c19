import type { LocalPool, PoolTriggers } from 'portcullis/local';
import type { SeededPoolOptions } from '../../../src/local/options.js';
import { startSeededPool } from '../../../src/local/start.js';
import { closeAfterEach, closing, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor } from '../../helpers/sdk.js';
import { never, timeLimits } from '../../helpers/triggers.js';

closeAfterEach();

const start = async (options: SeededPoolOptions): Promise<LocalPool> =>
  closing(await startSeededPool({ seed: { clients: [{ clientId: 'app' }] }, ...options }, 'seed'));

const signUp = (pool: LocalPool) =>
  sdkFor(pool).signUp({
    ClientId: 'app',
    Username: 'ada',
    Password: PASSWORD,
    UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
  });

const LATE = refusal(
  'UnexpectedLambdaException',
  'PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.',
);

/** A trigger that is late for its first calls, however many. */
function lateFor(times: number) {
  const { sleep, asked, pass } = timeLimits();
  const events: unknown[] = [];
  const preSignUp: NonNullable<PoolTriggers['preSignUp']> = event => {
    events.push(structuredClone(event));
    event.response.autoConfirmUser = true;
    if (events.length > times) return event;
    pass();
    return never();
  };
  return { sleep, asked, events, preSignUp };
}

test('a function in the process has five seconds, and is called three times in all', async () => {
  const { sleep, asked, events, preSignUp } = lateFor(3);
  const pool = await start({ triggers: { preSignUp }, sleep });
  expect(await refusalOf(signUp(pool))).toEqual(LATE);
  expect(asked).toEqual([5000, 5000, 5000]);
  // What a late call had written into its event is in no other.
  expect(events).toEqual([events[0], events[0], events[0]]);
  expect(pool.triggers.calls().map(({ error }) => error)).toEqual(
    Array(3).fill('Socket timeout while invoking Lambda function'),
  );
  expect(
    (await refusalOf(sdkFor(pool).adminGetUser({ UserPoolId: pool.userPoolId, Username: 'ada' }))).name,
  ).toBe('UserNotFoundException');
});

test('a function that answers the second time is as good as any', async () => {
  const { sleep, events, preSignUp } = lateFor(1);
  const pool = await start({ triggers: { preSignUp }, sleep });
  expect((await signUp(pool)).UserConfirmed).toBe(true);
  expect(events).toHaveLength(2);
});

test('a function that throws is not called again', async () => {
  const { sleep, asked } = timeLimits();
  const preSignUp = () => Promise.reject(new Error('Staff only'));
  const pool = await start({ triggers: { preSignUp }, sleep });
  expect(await refusalOf(signUp(pool))).toEqual(
    refusal('UserLambdaValidationException', 'PreSignUp failed with error Staff only.'),
  );
  expect(asked).toEqual([5000]);
});

test('a sender that is late, or throws, is called once and keeps nobody from signing up', async () => {
  const { sleep, asked, pass } = timeLimits();
  const customEmailSender = () => {
    pass();
    return never();
  };
  const pool = await start({ triggers: { customEmailSender }, sleep });
  expect((await signUp(pool)).UserConfirmed).toBe(false);
  expect(asked).toEqual([5000]);

  const failing = await start({
    triggers: {
      customEmailSender: () => {
        throw new Error('no mail today');
      },
    },
  });
  expect((await signUp(failing)).CodeDeliveryDetails?.DeliveryMedium).toBe('EMAIL');
  expect(failing.triggers.calls()).toMatchObject([{ trigger: 'customEmailSender', error: 'no mail today' }]);
});
