import * as v from 'valibot';
import { nonEmpty } from '../internal/options.js';

/** The form of {@link TokenData} that comes back from where it was kept. */
export const tokenData = v.strictObject({
  accessToken: nonEmpty,
  idToken: nonEmpty,
  refreshToken: v.optional(nonEmpty),
  deviceKey: v.optional(nonEmpty),
});
