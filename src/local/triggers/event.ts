import type { ClientRecord } from '../state/clients.js';
import { type PoolSettings, regionOf } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';

export type Strings = Readonly<Record<string, string>>;

/** What every trigger receives: the names and shapes that Cognito gives its Lambda functions. */
export interface TriggerEvent<Source extends string, Request, Response> {
  /** `1`, or `2` for the second version of a trigger that has two. */
  readonly version: string;
  /** Which trigger it is, and what set it off. */
  readonly triggerSource: Source;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: {
    readonly awsSdkVersion: string;
    /** `CLIENT_ID_NOT_APPLICABLE` where an administrator called. */
    readonly clientId: string;
  };
  readonly request: Request & {
    /** The call's `ClientMetadata`; absent where it has none. */
    readonly clientMetadata?: Strings;
  };
  /** To be filled in by the trigger. */
  response: Response;
}

/** The part of a request that is about a user: their attributes, with `sub` and `cognito:user_status`. */
export interface AboutUser {
  readonly userAttributes: Strings;
}

/** The response of a trigger that changes nothing: it can only refuse, by throwing. */
export type NoResponse = Readonly<Record<string, unknown>>;

/** Receives an event and returns it with its `response` filled in. What it throws, the client reads. */
export type Trigger<Event> = (event: Event) => Event | Promise<Event>;

/** The call that sets a trigger off, at a pool that may have one of this name. */
export interface TriggerContext<Name extends string = never, Kind = never> {
  readonly pool: {
    readonly settings: () => PoolSettings;
    readonly triggers: { readonly [Key in Name]?: Kind | undefined };
  };
  /** Absent where an administrator calls. */
  readonly client?: ClientRecord | undefined;
  readonly clientMetadata?: Strings | undefined;
}

/** What every event says about its pool, client and user. */
export const headOf = ({ pool, client }: TriggerContext, userName: string) => ({
  version: '1',
  region: regionOf(pool.settings()),
  userPoolId: pool.settings().Id,
  userName,
  callerContext: {
    awsSdkVersion: 'aws-sdk-unknown-unknown',
    clientId: client?.ClientId ?? 'CLIENT_ID_NOT_APPLICABLE',
  },
});

/** The `clientMetadata` of a request, where there is any. */
export const metadataOf = ({ clientMetadata = {} }: TriggerContext) =>
  Object.keys(clientMetadata).length > 0 ? { clientMetadata } : {};

/** A user's attributes as triggers see them. */
export const attributesOf = ({ sub, status, attributes }: UserRecord): Strings => ({
  sub,
  'cognito:user_status': status,
  ...attributes,
});
