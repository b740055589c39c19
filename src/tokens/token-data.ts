import * as v from 'valibot';
import { nonEmpty } from '../internal/options.js';

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
