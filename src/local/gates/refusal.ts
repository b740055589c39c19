import { InvalidOptionError } from '../../errors/invalid-option.js';
import { CognitoException } from '../internal/exception.js';

/** A refusal of the Gates backend: a status, and `{message}`. */
export class GatesRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 500,
    message: string,
  ) {
    super(message);
  }
}

const STATUS_OF: Readonly<Record<string, GatesRefusal['status']>> = {
  UsernameExistsException: 409,
  AliasExistsException: 409,
  ResourceNotFoundException: 404,
  UserNotFoundException: 404,
  RequestEntityTooLargeException: 413,
};

/** What the backend makes of anything that is thrown: the user pool's refusals become its own. */
export function refusalOf(error: unknown): GatesRefusal {
  if (error instanceof GatesRefusal) return error;
  if (error instanceof InvalidOptionError) return new GatesRefusal(400, error.message);
  if (error instanceof CognitoException) return new GatesRefusal(STATUS_OF[error.type] ?? 400, error.message);
  return new GatesRefusal(500, 'Something went wrong in the local pool.');
}
