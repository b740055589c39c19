import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { callable, strictOptions } from '../../internal/options.js';
import type { PostAuthenticationEvent, PreAuthenticationEvent } from './authentication.js';
import type {
  CreateAuthChallengeEvent,
  DefineAuthChallengeEvent,
  VerifyAuthChallengeEvent,
} from './custom-auth.js';
import type { CustomMessageEvent } from './custom-message.js';
import type { CustomEmailSenderEvent, CustomSMSSenderEvent } from './custom-sender.js';
import type { Trigger } from './event.js';
import type { PostConfirmationEvent } from './post-confirmation.js';
import type { PreSignUpEvent } from './pre-sign-up.js';
import type {
  PreTokenGenerationEvent,
  PreTokenGenerationTrigger,
  PreTokenGenerationV2Event,
  PreTokenGenerationV3Event,
} from './pre-token-generation.js';
import type { Invoke } from './time-limit.js';
import type { UserMigrationEvent } from './user-migration.js';

/**
 * The triggers of a pool, each a function in this process. Events have the names and shapes that Cognito gives its
 * Lambda functions, so an async handler written for one serves here too.
 *
 * ```ts
 * import { startLocalPool } from 'portcullis/local';
 *
 * const pool = await startLocalPool({
 *   triggers: {
 *     preSignUp: event => {
 *       if (!event.request.userAttributes.email?.endsWith('@example.com')) throw new Error('Staff only');
 *       event.response.autoConfirmUser = true;
 *       return event;
 *     },
 *     preTokenGeneration: event => {
 *       event.response.claimsOverrideDetails = { claimsToAddOrOverride: { tenant: 'blue' } };
 *       return event;
 *     },
 *   },
 * });
 * await pool.close();
 * ```
 */
export interface PoolTriggers {
  readonly preSignUp?: Trigger<PreSignUpEvent> | undefined;
  readonly postConfirmation?: Trigger<PostConfirmationEvent> | undefined;
  readonly preAuthentication?: Trigger<PreAuthenticationEvent> | undefined;
  readonly postAuthentication?: Trigger<PostAuthenticationEvent> | undefined;
  /** A function takes the first version of the event; `{ version: 'V2_0', handler }` the second, and `V3_0` the third, which app clients that get tokens for themselves set off, too. */
  readonly preTokenGeneration?: PreTokenGenerationTrigger | undefined;
  readonly userMigration?: Trigger<UserMigrationEvent> | undefined;
  readonly customMessage?: Trigger<CustomMessageEvent> | undefined;
  /** Sends every SMS in the pool's place. `request.code` is encrypted under the pool's `senderKey`. */
  readonly customSMSSender?: Trigger<CustomSMSSenderEvent> | undefined;
  /** As `customSMSSender`, for e-mails. */
  readonly customEmailSender?: Trigger<CustomEmailSenderEvent> | undefined;
  /** With the next two, for CUSTOM_AUTH. */
  readonly defineAuthChallenge?: Trigger<DefineAuthChallengeEvent> | undefined;
  readonly createAuthChallenge?: Trigger<CreateAuthChallengeEvent> | undefined;
  readonly verifyAuthChallenge?: Trigger<VerifyAuthChallengeEvent> | undefined;
}

export const triggersSchema = strictOptions({
  preSignUp: v.optional(callable<Trigger<PreSignUpEvent>>()),
  postConfirmation: v.optional(callable<Trigger<PostConfirmationEvent>>()),
  preAuthentication: v.optional(callable<Trigger<PreAuthenticationEvent>>()),
  postAuthentication: v.optional(callable<Trigger<PostAuthenticationEvent>>()),
  preTokenGeneration: v.optional(
    v.union(
      [
        callable<Trigger<PreTokenGenerationEvent>>(),
        v.strictObject({
          version: v.literal('V2_0'),
          handler: callable<Trigger<PreTokenGenerationV2Event>>(),
        }),
        v.strictObject({
          version: v.literal('V3_0'),
          handler: callable<Trigger<PreTokenGenerationV3Event>>(),
        }),
      ],
      "must be a function, or { version, handler } with 'V2_0' or 'V3_0' for a version",
    ),
  ),
  userMigration: v.optional(callable<Trigger<UserMigrationEvent>>()),
  customMessage: v.optional(callable<Trigger<CustomMessageEvent>>()),
  customSMSSender: v.optional(callable<Trigger<CustomSMSSenderEvent>>()),
  customEmailSender: v.optional(callable<Trigger<CustomEmailSenderEvent>>()),
  defineAuthChallenge: v.optional(callable<Trigger<DefineAuthChallengeEvent>>()),
  createAuthChallenge: v.optional(callable<Trigger<CreateAuthChallengeEvent>>()),
  verifyAuthChallenge: v.optional(callable<Trigger<VerifyAuthChallengeEvent>>()),
});

/** The same triggers, each function replaced by what `replace` makes of it. */
export function mapTriggers(
  triggers: PoolTriggers,
  replace: (name: string, run: Invoke) => (event: never) => unknown,
): PoolTriggers {
  const replaced = Object.entries(triggers).map(([name, trigger]) => {
    if (typeof trigger === 'function') return [name, replace(name, trigger)];
    return [name, trigger && { ...trigger, handler: replace(name, trigger.handler) }];
  });
  return Object.fromEntries(replaced);
}

/** @throws {InvalidOptionError} for some of the triggers of custom authentication without the others. */
export function refuseHalfCustomAuth({
  defineAuthChallenge,
  createAuthChallenge,
  verifyAuthChallenge,
}: PoolTriggers): void {
  const three = Object.entries({ defineAuthChallenge, createAuthChallenge, verifyAuthChallenge });
  const missing = three.find(([, trigger]) => trigger === undefined);
  if (missing && three.some(([, trigger]) => trigger !== undefined))
    throw new InvalidOptionError(
      `options.triggers.${missing[0]}`,
      `is missing: custom authentication takes all of ${three.map(([name]) => name).join(', ')}`,
    );
}
