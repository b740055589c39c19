/**
 * The caller passed something this library cannot work with. A mistake in the program, not in the world, so it is a
 * `TypeError` and is thrown before any network call.
 */
export class InvalidOptionError extends TypeError {
  override readonly name = 'InvalidOptionError';
  readonly code = 'INVALID_OPTION';

  /**
   * @param field The path of the field at fault, such as `options.userPoolId`.
   * @param problem What is wrong with it and what is allowed; it never quotes the value.
   */
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field} ${problem}`);
  }
}
