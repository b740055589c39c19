import type { UserRecord } from '../state/user-record.js';
import { anyResponse, callTrigger } from './call.js';
import {
  type AboutUser,
  attributesOf,
  headOf,
  metadataOf,
  type NoResponse,
  type Strings,
  type Trigger,
  type TriggerContext,
  type TriggerEvent,
} from './event.js';

/** Comes when a sign-in starts, before any secret is checked. Throwing refuses the sign-in. */
export type PreAuthenticationEvent = TriggerEvent<
  'PreAuthentication_Authentication',
  AboutUser & {
    /** The `ClientMetadata` of InitiateAuth or AdminInitiateAuth. */
    readonly validationData: Strings;
    /** True for a name that no user has, where the app client hides that. */
    readonly userNotFound?: boolean;
  },
  NoResponse
>;

/** Comes when a sign-in is done, before its tokens are made. Throwing refuses them. */
export type PostAuthenticationEvent = TriggerEvent<
  'PostAuthentication_Authentication',
  AboutUser & { readonly newDeviceUsed: boolean },
  NoResponse
>;

const preAuthentication = { name: 'PreAuthentication', response: anyResponse };
const postAuthentication = { name: 'PostAuthentication', response: anyResponse };

/** Who a sign-in is for. */
interface UserSigningIn {
  readonly username: string;
  /** Absent where no user has the name and the client hides that. */
  readonly user: UserRecord | undefined;
  readonly validationData?: Strings | undefined;
}

/** @throws what the trigger refuses with */
export async function runPreAuthentication(
  context: TriggerContext<'preAuthentication', Trigger<PreAuthenticationEvent>>,
  { username, user, validationData = {} }: UserSigningIn,
): Promise<void> {
  const trigger = context.pool.triggers.preAuthentication;
  if (!trigger) return;
  await callTrigger<NoResponse, PreAuthenticationEvent>(preAuthentication, trigger, {
    ...headOf(context, username),
    triggerSource: 'PreAuthentication_Authentication',
    request: {
      userAttributes: user ? attributesOf(user) : {},
      validationData,
      ...(!user && { userNotFound: true }),
    },
    response: {},
  });
}

/** @throws what the trigger refuses with */
export async function runPostAuthentication(
  context: TriggerContext<'postAuthentication', Trigger<PostAuthenticationEvent>>,
  user: UserRecord,
  newDeviceUsed: boolean,
): Promise<void> {
  const trigger = context.pool.triggers.postAuthentication;
  if (!trigger) return;
  await callTrigger<NoResponse, PostAuthenticationEvent>(postAuthentication, trigger, {
    ...headOf(context, user.username),
    triggerSource: 'PostAuthentication_Authentication',
    request: { userAttributes: attributesOf(user), newDeviceUsed, ...metadataOf(context) },
    response: {},
  });
}
