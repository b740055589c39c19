import * as errors from 'portcullis/errors';
import { type ErrorCode, PortcullisError, ServiceError } from 'portcullis/errors';

type Exported = typeof errors;
type CodeOf<Class> = Class extends abstract new (
  ...args: never[]
) => { readonly code: infer Code }
  ? Code
  : never;
type CodesOfClasses = {
  [Name in keyof Exported as Name extends 'PortcullisError' ? never : Name]: CodeOf<Exported[Name]>;
};
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

function wordsFor(error: unknown): string {
  if (error instanceof ServiceError)
    switch (error.code) {
      // @ts-expect-error A typing error.
      case 'BAD_CREDENTAILS':
        return 'unreachable';
      // @ts-expect-error The code of an error that is no refusal of Cognito.
      case 'NOT_SIGNED_IN':
        return 'unreachable';
      case 'BAD_CREDENTIALS':
        return 'wrong password';
    }
  if (error instanceof PortcullisError)
    switch (error.code) {
      // @ts-expect-error A typing error.
      case 'NOT_SINGED_IN':
        return 'unreachable';
      case 'NOT_SIGNED_IN':
        return 'sign in first';
    }
  return 'something else';
}

test('the union holds the codes of all classes and no other', () => {
  const complete: Same<ErrorCode, CodesOfClasses[keyof CodesOfClasses]> = true;
  expect(complete).toBe(true);
});

test('a switch over the codes of an error finds its case', () => {
  const said = { operation: 'InitiateAuth', awsName: 'NotAuthorizedException', awsMessage: '' };
  const refused = new errors.NotAuthorizedError({ ...said, code: 'BAD_CREDENTIALS' });
  expect(wordsFor(refused)).toBe('wrong password');
  expect(wordsFor(new errors.NotSignedInError())).toBe('sign in first');
  expect(wordsFor(new errors.CsrfError('no'))).toBe('something else');
  expect(wordsFor(new Error('other'))).toBe('something else');
});

test('an error has the codes of its own class only', () => {
  const said = { operation: 'InitiateAuth', awsName: 'X', awsMessage: '' };
  // @ts-expect-error The code of another class.
  expect(new errors.UserNotFoundError({ ...said, code: 'BAD_CREDENTIALS' }).name).toBe('UserNotFoundError');
});
