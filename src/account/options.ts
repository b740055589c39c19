import type { AttributeMap, Attributes } from '../api/attributes.js';
import { type CallOptions, callOptionEntries } from '../api/call-options.js';
import {
  answerWith,
  anyString,
  flag,
  nonEmpty,
  oneOf,
  strictOptions,
  stringMap,
} from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';
import type { NewDevice } from '../person/confirm-device.js';

/** An account to register. */
export interface Registration {
  /** Default: the username of this object. An object that names no user is then this one's. */
  readonly username?: string | undefined;
  /** Left out only where the pool lets people sign in without one. */
  readonly password?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly attrMap?: AttributeMap | undefined;
  /** Passed to the pre sign-up trigger, and not kept. */
  readonly validationData?: Attributes | undefined;
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Whose account. */
export interface NamedOptions extends CallOptions {
  /** Default: whom the last registration here was for, or else the username of this object. */
  readonly username?: string | undefined;
}

export interface ConfirmSignUpOptions extends NamedOptions {
  /** Takes the e-mail or phone alias away from another user who has it. Default false. */
  readonly forceAliasCreation?: boolean | undefined;
}

/** What the application calls attributes. */
export interface AttributeOptions<Map extends AttributeMap = AttributeMap> extends CallOptions {
  readonly attrMap?: Map | undefined;
}

export interface CheckTokenOptions extends CallOptions {
  /** False to send nothing. Default true. */
  readonly renew?: boolean | undefined;
}

export interface AssociateSoftwareTokenOptions extends CallOptions {
  /** What the authenticator shows beside the username. Default `Cognito`. */
  readonly issuer?: string | undefined;
}

export interface VerifySoftwareTokenOptions extends CallOptions {
  /** What the pool calls the authenticator. */
  readonly deviceName?: string | undefined;
}

/** Which device to confirm by hand. */
export interface ConfirmDeviceOptions extends CallOptions {
  /** As Cognito answered it to a sign-in: `AuthenticationResult.NewDeviceMetadata`. Default: the last sign-in's here. */
  readonly newDevice?: NewDevice | undefined;
  /** What the pool calls the device. Default: nothing. */
  readonly name?: string | undefined;
}

/** Whether a device replaces the second factor. */
export interface DeviceStatusOptions extends CallOptions {
  /** True for a device that replaces the second factor, false for one that is tracked and no more. */
  readonly remembered: boolean;
  /** Default: the device that this session was signed in with. */
  readonly deviceKey?: string | undefined;
}

/** An attribute that can be verified with a code. */
export type Contact = 'email' | 'phone_number';

// Attributes are checked where they become Cognito's list.
const attributes = optional(custom<Attributes>(() => true));

export const registration = strictOptions({
  username: optional(nonEmpty),
  password: optional(nonEmpty),
  attributes,
  attrMap: optional(stringMap),
  validationData: attributes,
  clientMetadata: optional(stringMap),
});

export const namedOptions = strictOptions({ ...callOptionEntries, username: optional(nonEmpty) });

export const confirmSignUpOptions = strictOptions({
  ...namedOptions.entries,
  forceAliasCreation: optional(flag, false),
});

export const checkTokenOptions = strictOptions({ ...callOptionEntries, renew: optional(flag, true) });

export const attributeOptions = strictOptions({ ...callOptionEntries, attrMap: optional(stringMap) });

export const associateOptions = strictOptions({ ...callOptionEntries, issuer: optional(nonEmpty) });

export const verifySoftwareTokenOptions = strictOptions({
  ...callOptionEntries,
  deviceName: optional(anyString),
});

export const confirmDeviceOptions = strictOptions({
  ...callOptionEntries,
  newDevice: optional(answerWith({ DeviceKey: nonEmpty, DeviceGroupKey: nonEmpty })),
  name: optional(nonEmpty),
});

export const deviceStatusOptions = strictOptions({
  ...callOptionEntries,
  remembered: flag,
  deviceKey: optional(nonEmpty),
});

export const contact = optional(oneOf('email', 'phone_number'), 'email');
