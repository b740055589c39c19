type Status = 400 | 401 | 413 | 500;

/** Why a check refuses, for the people who run the pool. None of it goes over the wire. */
export interface Why {
  /** What the check asks for, without secrets. */
  readonly expected?: string;
  /** What it found in its place, without secrets. */
  readonly sent?: string;
  /** Secrets behind the two, which are shown only on request. */
  readonly secrets?: { readonly expected?: string; readonly sent?: string };
}

/**
 * A refusal in the service's own words: what goes over the wire as `__type` and `message`. Real clients match on
 * both, so the texts are the service's to the letter.
 */
export class CognitoException extends Error {
  readonly status: Status;
  // Private, so that no log of the error shows a secret.
  readonly #why: Why;

  /**
   * @param type The exception's name on the wire, such as `NotAuthorizedException`.
   * @param about The HTTP status, where it is not the 400 of nearly every refusal; and why, where the message does not
   * say it.
   */
  constructor(
    readonly type: `${string}Exception`,
    message: string,
    { status = 400, ...why }: Why & { readonly status?: Status } = {},
  ) {
    super(message);
    this.status = status;
    this.#why = clipped(why);
  }

  get why(): Why {
    return this.#why;
  }
}

const LONGEST = 500;

/** What a client sent may be a megabyte long, and a mere slice of it would keep all of it. */
export const clip = (text: string): string =>
  text.length <= LONGEST ? text : `${Buffer.from(text.slice(0, LONGEST)).toString()}…`;

const clipped = ({ expected, sent, secrets }: Why): Why => ({
  ...(expected !== undefined && { expected: clip(expected) }),
  ...(sent !== undefined && { sent: clip(sent) }),
  ...(secrets && { secrets: clipped(secrets) }),
});

export const notAuthorized = (message: string, why?: Why) =>
  new CognitoException('NotAuthorizedException', message, why);

export const invalidParameter = (message: string, why?: Why) =>
  new CognitoException('InvalidParameterException', message, why);

export const notFound = (message: string, why?: Why) =>
  new CognitoException('ResourceNotFoundException', message, why);

export const incorrectPassword = (why?: Why) => notAuthorized('Incorrect username or password.', why);

export const userDoesNotExist = (name?: string) =>
  new CognitoException('UserNotFoundException', 'User does not exist.', {
    expected: 'the name of a user of the pool',
    ...(name !== undefined && { sent: name }),
  });

export const userIsDisabled = () => notAuthorized('User is disabled.', { expected: 'a user who is enabled' });

/** A moment, as the reasons for refusals say it. */
export const momentOf = (ms: number): string => new Date(ms).toISOString();
