import type {
  CreateAuthChallengeEvent,
  DefineAuthChallengeEvent,
  VerifyAuthChallengeEvent,
} from 'portcullis/local';
import { ada, closeAfterEach, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor } from '../../helpers/sdk.js';
import { headOf, UNRECOGNIZABLE, watching } from '../../helpers/triggers.js';

closeAfterEach();

const opening = {
  ClientId: 'app',
  AuthFlow: 'CUSTOM_AUTH' as const,
  AuthParameters: { USERNAME: 'ada' },
  ClientMetadata: { of: 'the opening' },
};
const userAttributes = { sub: expect.any(String), 'cognito:user_status': 'CONFIRMED', ...ada.attributes };

/** One question, whose answer is Rex. */
const asking = () => {
  const define = watching<DefineAuthChallengeEvent>(({ request, response }) => {
    response.challengeName = 'CUSTOM_CHALLENGE';
    response.issueTokens = request.session.at(-1)?.challengeResult ?? false;
  });
  const create = watching<CreateAuthChallengeEvent>(({ response }) => {
    response.publicChallengeParameters = { question: 'first pet?' };
    response.privateChallengeParameters = { answer: 'Rex' };
    response.challengeMetadata = 'PET';
  });
  const verify = watching<VerifyAuthChallengeEvent>(({ request, response }) => {
    response.answerCorrect = request.challengeAnswer === request.privateChallengeParameters.answer;
  });
  return { define, create, verify };
};

test('the three see what the service shows them', async () => {
  const { define, create, verify } = asking();
  const triggers = {
    defineAuthChallenge: define.trigger,
    createAuthChallenge: create.trigger,
    verifyAuthChallenge: verify.trigger,
  };
  const pool = await poolWith({ users: [ada] }, { triggers });
  const sdk = sdkFor(pool);
  const { ChallengeName, Session } = await sdk.initiateAuth(opening);
  const { AuthenticationResult } = await sdk.respondToAuthChallenge({
    ClientId: 'app',
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: 'ada', ANSWER: 'Rex' },
    ClientMetadata: { of: 'the answer' },
  });
  expect(AuthenticationResult?.AccessToken).toEqual(expect.any(String));

  const head = headOf(pool, 'ada');
  // What the opening move brings along is for the triggers before a sign-in.
  const [first, second] = [{ userAttributes }, { userAttributes, clientMetadata: { of: 'the answer' } }];
  const result = { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'PET' };
  const triggerSource = 'DefineAuthChallenge_Authentication';
  expect(define.seen).toEqual([
    { ...head, triggerSource, request: { ...first, session: [] }, response: {} },
    { ...head, triggerSource, request: { ...second, session: [result] }, response: {} },
  ]);
  expect(create.seen).toEqual([
    {
      ...head,
      triggerSource: 'CreateAuthChallenge_Authentication',
      request: { ...first, challengeName: 'CUSTOM_CHALLENGE', session: [] },
      response: {},
    },
  ]);
  expect(verify.seen).toEqual([
    {
      ...head,
      triggerSource: 'VerifyAuthChallengeResponse_Authentication',
      request: { ...second, privateChallengeParameters: { answer: 'Rex' }, challengeAnswer: 'Rex' },
      response: {},
    },
  ]);
});

test('parameters that are no texts are refused', async () => {
  const { define, verify } = asking();
  const triggers = {
    defineAuthChallenge: define.trigger,
    createAuthChallenge: (event: CreateAuthChallengeEvent) => {
      event.response.publicChallengeParameters = { digits: 6 as never };
      return event;
    },
    verifyAuthChallenge: verify.trigger,
  };
  const pool = await poolWith({ users: [ada] }, { triggers });
  expect(await refusalOf(sdkFor(pool).initiateAuth(opening))).toEqual(UNRECOGNIZABLE);
});

test('a pool with other triggers has no custom authentication', async () => {
  const pool = await poolWith({ users: [ada] }, { triggers: { preSignUp: event => event } });
  expect(await refusalOf(sdkFor(pool).initiateAuth(opening))).toEqual(
    refusal('InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.'),
  );
});
