import * as v from 'valibot';
import { nonEmpty } from '../internal/options.js';
import type { TokenData } from './token-set.js';

/** The form of {@link TokenData} that comes back from where it was kept. */
export const tokenData = v.pipe(
  v.strictObject({
    accessToken: v.optional(nonEmpty),
    idToken: v.optional(nonEmpty),
    refreshToken: v.optional(nonEmpty),
    deviceKey: v.optional(nonEmpty),
  }),
  v.check(({ accessToken, idToken, refreshToken }) => Boolean(accessToken || idToken || refreshToken)),
);

const MEMBERS = ['accessToken', 'idToken', 'refreshToken', 'deviceKey'] as const;

/** Whether both are the same tokens, or there are none either time. */
export const isSame = (one: TokenData | undefined, other: TokenData | undefined): boolean =>
  MEMBERS.every(name => one?.[name] === other?.[name]);
