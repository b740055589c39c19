import { errorTable, type ServiceError, UnknownServiceError } from 'portcullis/errors';
import { serviceError } from '../../src/errors/service-error.js';
import { exceptions, wordings } from './wordings.js';

const refused = (awsName: string, awsMessage: string): ServiceError =>
  serviceError({ operation: 'InitiateAuth', awsName, awsMessage });

const quoted = Object.entries(wordings).flatMap(([exception, messages]) =>
  Object.entries(messages).map(([message, code]) => ({ exception, message, code })),
);

test.each(quoted)('$exception “$message” is $code', ({ exception, message, code }) => {
  const error = refused(exception, message);
  expect(error).toMatchObject({ code, awsName: exception, awsMessage: message });
  expect(error.name).not.toBe('UnknownServiceError');
});

test.each(exceptions)('%s has a class of its own kind, whatever its message', exception => {
  const error = refused(exception, 'words that nobody has seen yet');
  expect(error).not.toBeInstanceOf(UnknownServiceError);
  expect(error.code).toMatch(/^[A-Z_]+$/);
});

const reasons = Object.entries(errorTable).flatMap(([exception, row]) =>
  row.reasons.map(([message, code]) => ({ exception, message, code })),
);

test.each(reasons)('$exception $message is reached as $code by a wording that was seen', reason => {
  const seen = Object.entries(wordings[reason.exception] ?? {}).filter(([words]) =>
    reason.message.test(words),
  );
  expect(seen.map(([words]) => refused(reason.exception, words).code)).toContain(reason.code);
});

test.each(Object.entries(errorTable))(
  '%s with other words has the code of the exception',
  (exception, row) => {
    expect(refused(exception, 'words that nobody has seen yet')).toMatchObject({
      code: row.code,
      constructor: row.error,
    });
  },
);

test.each(['constructor', '__proto__', 'toString'])('an exception called %s is unknown', name => {
  expect(refused(name, 'what it says')).toMatchObject({ code: 'UNKNOWN', awsName: name });
});

test('an exception that nobody knows yet keeps what the service said', () => {
  const error = refused('BrandNewException', 'what it says');
  expect(error).toBeInstanceOf(UnknownServiceError);
  expect(error).toMatchObject({ code: 'UNKNOWN', awsName: 'BrandNewException', message: 'what it says' });
});
