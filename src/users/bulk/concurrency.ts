import { wholeNumber } from '../../internal/options.js';
import { optional } from '../../internal/schemas.js';

/** How much is under way at once: at most as much as the AWS SDK opens connections for. */
export const concurrencyEntry = optional(wholeNumber(1, 50), 10);
