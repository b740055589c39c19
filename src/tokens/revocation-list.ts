import { check, nonEmpty, strictOptions } from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';

/**
 * A list of what an application has revoked: a token by its `jti`, a sign-in with all its refreshes by `origin_jti`, a
 * user by `sub`.
 */
export interface RevocationList {
  /** Whether one of the ids is on the list. */
  hasAny(ids: readonly string[]): boolean | Promise<boolean>;
}

/** How to put an id on a list. */
export interface RevokeOptions {
  /** For how many seconds it stays there. Default 86,400, a day: no access or id token lives longer. */
  readonly forSeconds?: number | undefined;
}

const revokeOptions = strictOptions({
  forSeconds: optional(
    custom<number>(
      value => Number.isFinite(value) && (value as number) > 0,
      'must be a number of seconds above 0',
    ),
    86_400,
  ),
});

/**
 * For how many seconds `id` is to stay on a list.
 *
 * @throws {InvalidOptionError} naming what is wrong. An id that is missing would revoke nothing, without a word.
 */
export function secondsToList(id: string, options: RevokeOptions): number {
  check(nonEmpty, id, 'id');
  return check(revokeOptions, options, 'options').forSeconds;
}
