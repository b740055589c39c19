import * as v from 'valibot';
import { text } from '../members/shapes.js';
import { userOperations } from './definition.js';
import { devicePage } from './device-output.js';

export const [listDevices, adminListDevices] = userOperations({
  own: 'ListDevices',
  admin: 'AdminListDevices',
  input: v.object({
    Limit: v.optional(
      v.pipe(
        v.number('Member must not be null'),
        v.minValue(0, 'Member must have value greater than or equal to 0'),
        v.maxValue(60, 'Member must have value less than or equal to 60'),
      ),
    ),
    PaginationToken: v.optional(text({ max: 131_072 })),
  }),
  handle: (page, { pool, user }) => devicePage(pool, user, page),
});
