import * as v from 'valibot';
import type { Groups } from '../state/groups.js';
import type {
  ClaimOverrides,
  GroupOverride,
  ScopeOverrides,
  TokenOverrides,
} from '../state/token-overrides.js';
import { API_SCOPES } from '../state/tokens.js';
import type { UserRecord } from '../state/user-record.js';
import { callTrigger, strings, type TriggerKind, text } from './call.js';
import {
  type AboutUser,
  attributesOf,
  headOf,
  metadataOf,
  type Trigger,
  type TriggerContext,
  type TriggerEvent,
} from './event.js';

export type TokenSource =
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_AuthenticateDevice'
  | 'TokenGeneration_RefreshTokens';

/** What tokens would say of the user's groups without the trigger. */
export interface GroupConfiguration {
  readonly groupsToOverride: readonly string[];
  readonly iamRolesToOverride: readonly string[];
  readonly preferredRole: string | null;
}

export interface PreTokenGenerationResponse {
  claimsOverrideDetails?:
    | {
        claimsToAddOrOverride?: Readonly<Record<string, string>> | null | undefined;
        claimsToSuppress?: readonly string[] | null | undefined;
        /** Left out, the groups stay; `null` or empty, there are none. */
        groupOverrideDetails?: GroupOverride | null | undefined;
      }
    | null
    | undefined;
}

/** Comes before tokens are signed. Its claims go into the ID token, its groups into both. */
export type PreTokenGenerationEvent = TriggerEvent<
  TokenSource,
  AboutUser & { readonly groupConfiguration: GroupConfiguration },
  PreTokenGenerationResponse
>;

export interface PreTokenGenerationV2Response {
  claimsAndScopeOverrideDetails?:
    | {
        idTokenGeneration?: ClaimOverrides | null | undefined;
        accessTokenGeneration?: (ClaimOverrides & ScopeOverrides) | null | undefined;
        /** Left out, the groups stay; `null` or empty, there are none. */
        groupOverrideDetails?: GroupOverride | null | undefined;
      }
    | null
    | undefined;
}

/** The second version, which changes access tokens too, and takes claims of any JSON type. */
export type PreTokenGenerationV2Event = TriggerEvent<
  TokenSource,
  AboutUser & { readonly groupConfiguration: GroupConfiguration; readonly scopes: readonly string[] },
  PreTokenGenerationV2Response
>;

/**
 * Comes before an app client gets a token for itself, which has neither user nor ID token. That there is no `userName`
 * then, and nothing in `userAttributes` and `groupConfiguration`, is unconfirmed.
 */
export type ClientTokenGenerationEvent = Omit<
  TriggerEvent<
    'TokenGeneration_ClientCredentials',
    AboutUser & { readonly groupConfiguration: GroupConfiguration; readonly scopes: readonly string[] },
    PreTokenGenerationV2Response
  >,
  'userName'
> & { readonly userName?: never };

/** The third version: the second, and app clients that get tokens for themselves. `triggerSource` tells them apart. */
export type PreTokenGenerationV3Event = PreTokenGenerationV2Event | ClientTokenGenerationEvent;

/** Which version of the event a trigger takes, as a pool's `LambdaConfig` says it: a function alone takes the first. */
export type PreTokenGenerationTrigger =
  | Trigger<PreTokenGenerationEvent>
  | { readonly version: 'V2_0'; readonly handler: Trigger<PreTokenGenerationV2Event> }
  | { readonly version: 'V3_0'; readonly handler: Trigger<PreTokenGenerationV3Event> };

const list = v.nullish(v.array(v.string()));
const groupOverrideDetails = v.nullish(
  v.object({ groupsToOverride: list, iamRolesToOverride: list, preferredRole: text }),
);
const claims = {
  claimsToAddOrOverride: v.nullish(v.record(v.string(), v.unknown())),
  claimsToSuppress: list,
};

const NAME = 'PreTokenGeneration';
const version1: TriggerKind<PreTokenGenerationResponse> = {
  name: NAME,
  response: v.object({
    claimsOverrideDetails: v.nullish(
      v.object({
        claimsToAddOrOverride: v.nullish(strings),
        claimsToSuppress: list,
        groupOverrideDetails,
      }),
    ),
  }),
};
const version2: TriggerKind<PreTokenGenerationV2Response> = {
  name: NAME,
  response: v.object({
    claimsAndScopeOverrideDetails: v.nullish(
      v.object({
        idTokenGeneration: v.nullish(v.object(claims)),
        accessTokenGeneration: v.nullish(v.object({ ...claims, scopesToAdd: list, scopesToSuppress: list })),
        groupOverrideDetails,
      }),
    ),
  }),
};

type TokenContext = TriggerContext<'preTokenGeneration', PreTokenGenerationTrigger> & {
  readonly pool: { readonly groups: Groups };
};

/** Asks the pool's trigger what a user's tokens are to say. @throws what the trigger refuses with */
export async function runPreTokenGeneration(
  context: TokenContext,
  triggerSource: TokenSource,
  user: UserRecord,
): Promise<TokenOverrides> {
  const { groups, triggers } = context.pool;
  const trigger = triggers.preTokenGeneration;
  if (!trigger) return {};
  const { 'cognito:groups': names, 'cognito:roles': roles, ...role } = groups.claimsOf(user);
  const head = { ...headOf(context, user.username), triggerSource };
  const request = {
    userAttributes: attributesOf(user),
    groupConfiguration: {
      groupsToOverride: names ?? [],
      iamRolesToOverride: roles ?? [],
      preferredRole: role['cognito:preferred_role'] ?? null,
    },
    ...metadataOf(context),
  };
  if (typeof trigger === 'function') {
    const response = { claimsOverrideDetails: null };
    const event: PreTokenGenerationEvent = { ...head, request, response };
    const { claimsOverrideDetails: id } = await callTrigger(version1, trigger, event);
    return { id, groups: id?.groupOverrideDetails };
  }
  const event: PreTokenGenerationV2Event = {
    ...head,
    version: trigger.version === 'V3_0' ? '3' : '2',
    request: { ...request, scopes: [...API_SCOPES] },
    response: { claimsAndScopeOverrideDetails: null },
  };
  const handler = trigger.handler as Trigger<PreTokenGenerationV3Event>;
  const { claimsAndScopeOverrideDetails } = await callTrigger(version2, handler, event);
  const { idTokenGeneration, accessTokenGeneration, groupOverrideDetails } =
    claimsAndScopeOverrideDetails ?? {};
  return { id: idTokenGeneration, access: accessTokenGeneration, groups: groupOverrideDetails };
}

/**
 * Asks the pool's trigger, where it takes the third version, what an app client's own token is to say.
 * @throws what the trigger refuses with
 */
export async function runClientTokenGeneration(
  context: TokenContext,
  scopes: readonly string[],
): Promise<TokenOverrides['access']> {
  const trigger = context.pool.triggers.preTokenGeneration;
  if (!trigger || typeof trigger === 'function' || trigger.version !== 'V3_0') return undefined;
  const { userName: _, ...head } = headOf(context, '');
  const event: ClientTokenGenerationEvent = {
    ...head,
    version: '3',
    triggerSource: 'TokenGeneration_ClientCredentials',
    request: {
      userAttributes: {},
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      ...metadataOf(context),
      scopes,
    },
    response: { claimsAndScopeOverrideDetails: null },
  };
  const { claimsAndScopeOverrideDetails } = await callTrigger<
    PreTokenGenerationV2Response,
    PreTokenGenerationV3Event
  >(version2, trigger.handler, event);
  return claimsAndScopeOverrideDetails?.accessTokenGeneration;
}
