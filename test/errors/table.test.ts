import { errorTable, type ServiceError, UnknownServiceError } from 'portcullis/errors';
import { serviceError } from '../../src/errors/table.js';
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

test('every row is reached: none is hidden by one before it, and each wording was seen', () => {
  const unreached = errorTable.filter(row => {
    const messages = row.message ? Object.keys(wordings[row.exception] ?? {}) : ['', 'words nobody has seen'];
    return !messages.some(
      message =>
        errorTable.find(
          ({ exception, message: pattern }) =>
            exception === row.exception && (!pattern || pattern.test(message)),
        ) === row,
    );
  });
  expect(unreached).toEqual([]);
});

test('an exception that nobody knows yet keeps what the service said', () => {
  const error = refused('BrandNewException', 'what it says');
  expect(error).toBeInstanceOf(UnknownServiceError);
  expect(error).toMatchObject({ code: 'UNKNOWN', awsName: 'BrandNewException', message: 'what it says' });
});
