import { NotAuthorizedError, ResourceNotFoundError } from '../errors/service.js';

/** A refusal of a device's proof, under a code that does not speak of the password. */
export const deviceRefused = (refusal: NotAuthorizedError): NotAuthorizedError =>
  new NotAuthorizedError({
    ...refusal,
    code: 'DEVICE_REFUSED',
    advice:
      'The secret of this device was wrong and is dropped. Sign in again; a new password that was given is set.',
  });

/** A device's wrong proof gets the words of a wrong password, which by then was right. */
export const proofIsRefused = (error: unknown): error is NotAuthorizedError =>
  error instanceof NotAuthorizedError && error.code === 'BAD_CREDENTIALS';

export const deviceIsGone = (error: unknown): boolean =>
  error instanceof ResourceNotFoundError && error.code === 'DEVICE_NOT_FOUND';
