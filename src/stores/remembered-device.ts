import * as v from 'valibot';
import { nonEmpty } from '../internal/options.js';

/** The form of a `RememberedDevice` that comes back from where it was kept. */
export const rememberedDevice = v.strictObject({
  deviceKey: nonEmpty,
  deviceGroupKey: nonEmpty,
  devicePassword: nonEmpty,
});
