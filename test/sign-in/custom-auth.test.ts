import type { CustomChallengePrompt } from 'portcullis';
import {
  type Challenge,
  CustomChallengeRequiredError,
  InvalidParameterError,
  NotAuthorizedError,
  TriggerError,
} from 'portcullis/errors';
import { type AuthTriggers, type DefineAuthChallengeEvent, startLocalPool } from 'portcullis/local';
import {
  ada,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
} from '../helpers/pool.js';

closeAfterEach();

const riddles = {
  clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }],
  users: [ada],
  customChallenges: [
    { question: 'first pet?', answer: 'Rex' },
    { question: 'first street?', answer: 'Elm' },
  ],
};
const throughJson = (challenge: Challenge): Challenge => JSON.parse(JSON.stringify(challenge));

describe('custom challenges of a seed', () => {
  test('are answered by the handler, which sees the question and the round', async () => {
    const cognito = clientOf(await poolWith(riddles));
    const seen: [string | undefined, number][] = [];
    await cognito.initiateCustomAuth({
      onCustomChallenge: ({ parameters, round }: CustomChallengePrompt) => {
        seen.push([parameters.question, round]);
        return round === 1 ? 'Rex' : 'Elm';
      },
    });
    expect(seen).toEqual([
      ['first pet?', 1],
      ['first street?', 2],
    ]);
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('are answered by a list', async () => {
    const cognito = clientOf(await poolWith(riddles));
    await cognito.initiateCustomAuth({ answers: ['Rex', 'Elm'] });
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('say so when the list is too short', async () => {
    const cognito = clientOf(await poolWith(riddles));
    await expect(cognito.initiateCustomAuth({ answers: ['Rex'] })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      field: 'options.answers',
    });
  });

  test('come after the password where one is given', async () => {
    const cognito = clientOf(await poolWith(riddles));
    await cognito.initiateCustomAuth({ password: PASSWORD, answers: ['Rex', 'Elm'] });
    expect(cognito.tokens?.username).toBe('ada');
    await expect(
      clientOf(await poolWith(riddles)).initiateCustomAuth({ password: 'Wrong-Horse-9', answers: [] }),
    ).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' });
  });

  test('can be answered by hand, each in another instance', async () => {
    const pool = await poolWith(riddles);
    const first = await errorOf<CustomChallengeRequiredError>(clientOf(pool).initiateCustomAuth());
    expect(first).toBeInstanceOf(CustomChallengeRequiredError);
    const second = await errorOf<CustomChallengeRequiredError>(
      clientOf(pool).respondToCustomChallenge('Rex', { challenge: throughJson(first.challenge) }),
    );
    expect(second.challenge.parameters.question).toBe('first street?');
    const last = clientOf(pool, { username: undefined });
    await last.respondToCustomChallenge('Elm', { challenge: throughJson(second.challenge) });
    expect(last.username).toBe('ada');
  });

  test('end the sign-in at a wrong answer', async () => {
    const cognito = clientOf(await poolWith(riddles));
    const error = await errorOf<NotAuthorizedError>(cognito.initiateCustomAuth({ answers: ['Tom', 'Elm'] }));
    expect(error).toBeInstanceOf(NotAuthorizedError);
    expect(error.awsMessage).toBe('Incorrect username or password.');
  });

  test('are asked of nobody too, where the client hides who exists', async () => {
    const hidden = {
      ...riddles,
      clients: [{ clientId: 'app', PreventUserExistenceErrors: 'ENABLED' as const }],
    };
    const cognito = clientOf(await poolWith(hidden), { username: 'nobody' });
    const error = await errorOf<CustomChallengeRequiredError>(cognito.initiateCustomAuth());
    expect(error.challenge.parameters.question).toBe('first pet?');
    await expect(cognito.initiateCustomAuth({ answers: ['Rex', 'Elm'] })).rejects.toMatchObject({
      code: 'BAD_CREDENTIALS',
    });
  });
});

test('a pool without triggers says so', async () => {
  const cognito = clientOf(await poolWith({ users: [ada] }));
  const error = await errorOf<InvalidParameterError>(cognito.initiateCustomAuth());
  expect(error).toBeInstanceOf(InvalidParameterError);
  expect(error.awsMessage).toBe('Custom auth lambda trigger is not configured for the user pool.');
});

describe('triggers given as functions', () => {
  /** Three tries at a number that the challenge's metadata counts. */
  const guessing = (seen: DefineAuthChallengeEvent[] = []): AuthTriggers => ({
    defineAuthChallenge: event => {
      seen.push(structuredClone(event));
      const { session } = event.request;
      event.response.issueTokens = session.at(-1)?.challengeResult ?? false;
      event.response.failAuthentication = !event.response.issueTokens && session.length >= 3;
      event.response.challengeName = 'CUSTOM_CHALLENGE';
      return event;
    },
    createAuthChallenge: async event => {
      event.response.publicChallengeParameters = { hint: 'a number' };
      event.response.privateChallengeParameters = { number: '42' };
      event.response.challengeMetadata = `TRY_${event.request.session.length + 1}`;
      return event;
    },
    verifyAuthChallenge: event => {
      const { privateChallengeParameters, challengeAnswer } = event.request;
      if (challengeAnswer === 'boom') throw new Error('the trigger fell over');
      event.response.answerCorrect = privateChallengeParameters.number === challengeAnswer;
      return event;
    },
  });

  test('see the history, its metadata and what the client passes on', async () => {
    const seen: DefineAuthChallengeEvent[] = [];
    const pool = await poolWith({ users: [ada] }, { triggers: guessing(seen) });
    await clientOf(pool).initiateCustomAuth({ answers: ['41', '42'], clientMetadata: { from: 'a test' } });
    expect(seen.at(-1)).toMatchObject({
      triggerSource: 'DefineAuthChallenge_Authentication',
      userPoolId: pool.userPoolId,
      userName: 'ada',
      callerContext: { clientId: 'app' },
      request: {
        userAttributes: { email: 'ada@example.com' },
        clientMetadata: { from: 'a test' },
        session: [
          { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'TRY_1' },
          { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'TRY_2' },
        ],
      },
    });
  });

  test('keep the private parameters from the client', async () => {
    const pool = await poolWith({ users: [ada] }, { triggers: guessing() });
    const error = await errorOf<CustomChallengeRequiredError>(clientOf(pool).initiateCustomAuth());
    expect(error.challenge.parameters).toEqual({ USERNAME: 'ada', hint: 'a number' });
  });

  test('fail the sign-in when they say so', async () => {
    const pool = await poolWith({ users: [ada] }, { triggers: guessing() });
    await expect(clientOf(pool).initiateCustomAuth({ answers: ['1', '2', '3'] })).rejects.toMatchObject({
      code: 'BAD_CREDENTIALS',
      awsMessage: 'Incorrect username or password.',
    });
  });

  test('have what they throw passed on, and the answer may come again', async () => {
    const pool = await poolWith({ users: [ada] }, { triggers: guessing() });
    const cognito = clientOf(pool);
    await errorOf(cognito.initiateCustomAuth());
    const error = await errorOf<TriggerError>(cognito.respondToCustomChallenge('boom'));
    expect(error).toBeInstanceOf(TriggerError);
    expect(error).toMatchObject({
      code: 'TRIGGER_REFUSED',
      awsMessage: 'VerifyAuthChallengeResponse failed with error the trigger fell over.',
    });
    await cognito.respondToCustomChallenge('42');
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('have a decision that makes no sense refused', async () => {
    const triggers = { ...guessing(), defineAuthChallenge: (event: DefineAuthChallengeEvent) => event };
    const pool = await poolWith({ users: [ada] }, { triggers });
    await expect(clientOf(pool).initiateCustomAuth()).rejects.toMatchObject({
      code: 'TRIGGER_BAD_RESPONSE',
    });
  });
});

describe('a pool is not started', () => {
  test.each([
    [
      'a trigger of three is missing',
      {},
      { triggers: { createAuthChallenge: () => {} } },
      'options.triggers.defineAuthChallenge',
    ],
    [
      'a question has no answer',
      { customChallenges: [{ question: 'first pet?' }] },
      {},
      'options.seed.customChallenges[0].answer',
    ],
    ['a factor does not exist', { EnabledMfas: ['PIGEON'] }, {}, 'options.seed.EnabledMfas[0]'],
  ])('when %s, and the message names it', async (_what, seed, options, field) => {
    await expect(startLocalPool({ seed, ...options } as never)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      field,
    });
  });
});
