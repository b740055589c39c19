import * as v from 'valibot';

export const localShapes = {
  'local users add': v.strictObject({ username: v.string(), groups: v.array(v.string()) }),
  'local messages': v.array(
    v.looseObject({
      at: v.string(),
      username: v.string(),
      to: v.string(),
      medium: v.picklist(['SMS', 'EMAIL']),
      reason: v.string(),
      code: v.optional(v.string()),
    }),
  ),
  'local token': v.strictObject({
    token: v.string(),
    use: v.picklist(['access', 'id']),
    expiresAt: v.pipe(v.nullable(v.string()), v.description('ISO 8601, in UTC')),
  }),
  'local clock': v.strictObject({
    now: v.pipe(v.string(), v.description('ISO 8601, in UTC')),
    advancedSeconds: v.number(),
  }),
  'local reset': v.strictObject({ endpoint: v.string(), reset: v.literal(true) }),
  doctor: v.strictObject({
    ok: v.boolean(),
    checks: v.array(
      v.strictObject({
        name: v.string(),
        status: v.picklist(['ok', 'warning', 'failed', 'skipped']),
        message: v.string(),
        advice: v.nullable(v.string()),
      }),
    ),
  }),
};
