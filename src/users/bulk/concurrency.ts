import * as v from 'valibot';
import { wholeNumber } from '../../internal/options.js';

/** How much is under way at once: at most as much as the AWS SDK opens connections for. */
export const concurrencyEntry = v.optional(wholeNumber(1, 50), 10);
