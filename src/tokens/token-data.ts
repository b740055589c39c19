import { nonEmpty, strictOptions } from '../internal/options.js';
import { optional, refined } from '../internal/schemas.js';
import type { TokenData } from './token-set.js';

/** The form of {@link TokenData} that comes back from where it was kept. */
export const tokenData = refined(
  strictOptions({
    accessToken: optional(nonEmpty),
    idToken: optional(nonEmpty),
    refreshToken: optional(nonEmpty),
    deviceKey: optional(nonEmpty),
  }),
  ({ accessToken, idToken, refreshToken }) => Boolean(accessToken || idToken || refreshToken),
);

const MEMBERS = ['accessToken', 'idToken', 'refreshToken', 'deviceKey'] as const;

/** Whether both are the same tokens, or there are none either time. */
export const isSame = (one: TokenData | undefined, other: TokenData | undefined): boolean =>
  MEMBERS.every(name => one?.[name] === other?.[name]);
