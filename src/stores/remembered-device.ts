import { nonEmpty, strictOptions } from '../internal/options.js';

/** The form of a `RememberedDevice` that comes back from where it was kept. */
export const rememberedDevice = strictOptions({
  deviceKey: nonEmpty,
  deviceGroupKey: nonEmpty,
  devicePassword: nonEmpty,
});
