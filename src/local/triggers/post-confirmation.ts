import type { UserRecord } from '../state/user-record.js';
import { anyResponse, callTrigger } from './call.js';
import {
  type AboutUser,
  attributesOf,
  headOf,
  metadataOf,
  type NoResponse,
  type Trigger,
  type TriggerContext,
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
  context: TriggerContext<'postConfirmation', Trigger<PostConfirmationEvent>>,
  triggerSource: PostConfirmationEvent['triggerSource'],
  user: UserRecord,
): Promise<void> {
  const trigger = context.pool.triggers.postConfirmation;
  if (!trigger) return;
  await callTrigger<NoResponse, PostConfirmationEvent>(postConfirmation, trigger, {
    ...headOf(context, user.username),
    triggerSource,
    request: { userAttributes: attributesOf(user), ...metadataOf(context) },
    response: {},
  });
}
