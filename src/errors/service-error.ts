import { type ServiceError, type ServiceErrorDetails, UnknownServiceError } from './service.js';
import { errorTable } from './table.js';

/** An exception as it came over the wire, whatever carried it. */
export type WireException = Omit<ServiceErrorDetails<never>, 'code' | 'advice'>;

/** The error for an exception that Cognito answered, by {@link errorTable}. */
export function serviceError(exception: WireException): ServiceError {
  const { awsName, awsMessage } = exception;
  const row = Object.hasOwn(errorTable, awsName) ? errorTable[awsName] : undefined;
  if (!row) return new UnknownServiceError({ ...exception, code: 'UNKNOWN' });
  const [, code = row.code] = row.reasons.find(([message]) => message.test(awsMessage)) ?? [];
  return new row.error({ ...exception, code: code as never });
}
