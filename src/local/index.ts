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
export type { AddedUser, LocalTokens } from './people.js';
export type { Seed, SeedUserInput } from './seed-schema.js';
export {
  type LocalPool,
  type LocalPoolClient,
  type LocalPoolOptions,
  startLocalPool,
} from './start.js';
export type { Message, MessageReason } from './state/outbox.js';
export type {
  AuthTriggers,
  ChallengeResult,
  CreateAuthChallengeEvent,
  DefineAuthChallengeEvent,
  Trigger,
  VerifyAuthChallengeEvent,
} from './triggers.js';
