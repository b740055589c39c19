/**
 * A refusal in the service's own words: what goes over the wire as `__type` and `message`. Real clients match on
 * both, so the texts are the service's to the letter.
 */
export class CognitoException extends Error {
  /**
   * @param type The exception's name on the wire, such as `NotAuthorizedException`.
   * @param status The HTTP status; the service answers nearly every refusal with 400.
   */
  constructor(
    readonly type: `${string}Exception`,
    message: string,
    readonly status: 400 | 401 | 413 | 500 = 400,
  ) {
    super(message);
  }
}

export const notAuthorized = (message: string) => new CognitoException('NotAuthorizedException', message);

export const invalidParameter = (message: string) =>
  new CognitoException('InvalidParameterException', message);

export const notFound = (message: string) => new CognitoException('ResourceNotFoundException', message);

export const incorrectPassword = () => notAuthorized('Incorrect username or password.');

export const userDoesNotExist = () => new CognitoException('UserNotFoundException', 'User does not exist.');

export const userIsDisabled = () => notAuthorized('User is disabled.');
