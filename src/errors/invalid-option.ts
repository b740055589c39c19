import { hasInstance } from './brand.js';

/**
 * The caller passed something this library cannot work with: a mistake in the program, so it is a
 * `TypeError` and no {@link PortcullisError}, and is thrown before any network call. Its code is `INVALID_OPTION`.
 * Correct what `field` names.
 */
export class InvalidOptionError extends TypeError {
  /** Its name for other copies of this library, of which a program may load several. */
  static readonly portcullis: string = 'InvalidOptionError';

  static override readonly [Symbol.hasInstance] = hasInstance;

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
