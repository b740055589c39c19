/**
 * A Cognito-compatible user pool in one process, for development and tests.
 *
 * ```ts
 * import { startLocalPool } from 'portcullis/local';
 *
 * const pool = await startLocalPool({
 *   seed: { clients: [{ clientId: 'app' }], users: [{ username: 'ada', password: 'Correct-Horse-9' }] },
 * });
 * console.log(pool.endpoint, pool.userPoolId);
 * await pool.close();
 * ```
 *
 * @module
 */

export type { Controls, PoolSnapshot } from './controls/controls.js';
export type { Fault } from './controls/faults.js';
export type { LocalPoolOptions } from './options.js';
export type { AddedUser } from './seed/add-user.js';
export type { Seed, SeedUserInput } from './seed/schema.js';
export type { LocalTokens, TokensOptions } from './sign-in/tokens-for.js';
export { type LocalPool, type LocalPoolClient, startLocalPool } from './start.js';
export type { Message, MessageReason } from './state/outbox.js';
export type { PostAuthenticationEvent, PreAuthenticationEvent } from './triggers/authentication.js';
export type {
  AuthTriggers,
  ChallengeResult,
  CreateAuthChallengeEvent,
  DefineAuthChallengeEvent,
  VerifyAuthChallengeEvent,
} from './triggers/custom-auth.js';
export type { CustomMessageEvent } from './triggers/custom-message.js';
export type { CustomEmailSenderEvent, CustomSMSSenderEvent } from './triggers/custom-sender.js';
export type { Trigger } from './triggers/event.js';
export type { PoolTriggers } from './triggers/index.js';
export type { LambdaPlaces } from './triggers/invoke.js';
export type { PostConfirmationEvent } from './triggers/post-confirmation.js';
export type { PreSignUpEvent } from './triggers/pre-sign-up.js';
export type {
  ClientTokenGenerationEvent,
  PreTokenGenerationEvent,
  PreTokenGenerationTrigger,
  PreTokenGenerationV2Event,
  PreTokenGenerationV3Event,
} from './triggers/pre-token-generation.js';
export type { TriggerCall } from './triggers/trigger-log.js';
export type { UserMigrationEvent } from './triggers/user-migration.js';
