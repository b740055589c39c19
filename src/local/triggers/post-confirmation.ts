import type { UserRecord } from '../state/users.js';
import { anyResponse, callTrigger } from './call.js';
import {
  type AboutUser,
  attributesOf,
  headOf,
  metadataOf,
  type NoResponse,
  type Occasion,
  type TriggerEvent,
} from './event.js';

/** Comes after a user is confirmed or has a new password by a code. What it throws, the client reads; the change stays. */
export type PostConfirmationEvent = TriggerEvent<
  'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword',
  AboutUser,
  NoResponse
>;

const postConfirmation = { name: 'PostConfirmation', response: anyResponse };

/** @throws what the trigger refuses with */
export async function runPostConfirmation(
  occasion: Occasion,
  triggerSource: PostConfirmationEvent['triggerSource'],
  user: UserRecord,
): Promise<void> {
  const trigger = occasion.pool.triggers.postConfirmation;
  if (!trigger) return;
  await callTrigger<NoResponse, PostConfirmationEvent>(postConfirmation, trigger, {
    ...headOf(occasion, user.username),
    triggerSource,
    request: { userAttributes: attributesOf(user), ...metadataOf(occasion) },
    response: {},
  });
}
