import { inspect, types } from 'node:util';
import { ChallengeRequiredError, NotAuthorizedError, SmsMfaRequiredError } from 'portcullis/errors';

const refusal = (): NotAuthorizedError =>
  new NotAuthorizedError({
    code: 'LOCKED_OUT',
    operation: 'InitiateAuth',
    awsName: 'NotAuthorizedException',
    awsMessage: 'Password attempts exceeded',
    requestId: 'an-id',
    cause: new Error('what led to it'),
    advice: 'Wait.',
  });

test('other advice makes another error that says all the rest', () => {
  const error = refusal();
  const advised = error.withAdvice('Call us.');
  expect(advised).not.toBe(error);
  expect([error.advice, advised.advice]).toEqual(['Wait.', 'Call us.']);
  expect(advised).toBeInstanceOf(NotAuthorizedError);
  expect(types.isNativeError(advised)).toBe(true);
  const { advice: _, ...rest } = { ...error };
  expect(advised).toMatchObject({ ...rest, name: error.name, message: error.message, stack: error.stack });
  expect(advised.cause).toBe(error.cause);
  expect(inspect(advised)).toContain('with-advice.test');
});

test('a challenge stays with the error and out of the logs', () => {
  const challenge = {
    version: 1,
    name: 'SMS_MFA',
    session: 'a-session-to-keep',
  } as ChallengeRequiredError['challenge'];
  const advised = new SmsMfaRequiredError(challenge).withAdvice('Look at the telephone.');
  expect(advised).toBeInstanceOf(ChallengeRequiredError);
  expect(advised.challenge).toBe(challenge);
  expect(inspect(advised) + JSON.stringify(advised)).not.toContain('a-session-to-keep');
});
