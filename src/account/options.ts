import * as v from 'valibot';
import type { AttributeMap, Attributes } from '../api/attributes.js';
import { type CallOptions, callOptionEntries } from '../api/call-options.js';
import { flag, listOf, nonEmpty, strictOptions, stringMap } from '../internal/options.js';

/** An account to register. */
export interface Registration {
  /** Default: the username of this object. */
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

/** Whose account, where it is not that of this object. */
export interface NamedOptions extends CallOptions {
  readonly username?: string | undefined;
}

export interface ConfirmSignUpOptions extends NamedOptions {
  /** Takes the e-mail or phone alias away from another user who has it. Default false. */
  readonly forceAliasCreation?: boolean | undefined;
}

/** What the application calls attributes. */
export interface AttributeOptions extends CallOptions {
  readonly attrMap?: AttributeMap | undefined;
}

export interface AssociateSoftwareTokenOptions extends CallOptions {
  /** What the authenticator shows beside the username. Default `Cognito`. */
  readonly issuer?: string | undefined;
}

export interface VerifySoftwareTokenOptions extends CallOptions {
  /** What the pool calls the authenticator. */
  readonly deviceName?: string | undefined;
}

/** An attribute that can be verified with a code. */
export type Contact = 'email' | 'phone_number';

// Attributes are checked where they become Cognito's list.
const attributes = v.optional(v.custom<Attributes>(() => true));

export const registration = strictOptions({
  username: v.optional(nonEmpty),
  password: v.optional(nonEmpty),
  attributes,
  attrMap: v.optional(stringMap),
  validationData: attributes,
  clientMetadata: v.optional(stringMap),
});

export const namedOptions = strictOptions({ ...callOptionEntries, username: v.optional(nonEmpty) });

export const confirmSignUpOptions = strictOptions({
  ...namedOptions.entries,
  forceAliasCreation: v.optional(flag, false),
});

export const attributeOptions = strictOptions({ ...callOptionEntries, attrMap: v.optional(stringMap) });

export const associateOptions = strictOptions({ ...callOptionEntries, issuer: v.optional(nonEmpty) });

export const verifySoftwareTokenOptions = strictOptions({
  ...callOptionEntries,
  deviceName: v.optional(v.string('must be a string')),
});

export const contact = v.optional(
  v.picklist(['email', 'phone_number'], 'must be email or phone_number'),
  'email',
);

export const attributeNames = listOf('attribute names');
