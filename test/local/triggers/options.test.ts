import { startLocalPool } from 'portcullis/local';

const trigger = () => {};

test.each([
  ['a name is unknown', { postSignUp: trigger }, 'options.triggers.postSignUp'],
  ['one is no function', { preSignUp: 'arn:aws:lambda' }, 'options.triggers.preSignUp'],
  [
    'a version does not exist',
    { preTokenGeneration: { version: 'V9_0', handler: trigger } },
    'options.triggers.preTokenGeneration',
  ],
  [
    'custom authentication lacks one of its three',
    { defineAuthChallenge: trigger, createAuthChallenge: trigger },
    'options.triggers.verifyAuthChallenge',
  ],
])('a pool is not started when %s', async (_what, triggers, field) => {
  await expect(startLocalPool({ triggers } as never)).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    field,
    message: expect.stringMatching(/function|allowed|takes all of/),
  });
});
