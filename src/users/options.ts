import * as v from 'valibot';
import type { AttributeMap } from '../api/attributes.js';
import { type CallOptions, callOptionEntries } from '../api/call-options.js';
import { checkAttributeMap } from '../api/user-attributes.js';
import { check, flag, listOf, strictOptions, stringMap } from '../internal/options.js';
import { optional } from '../internal/schemas.js';

/** Options of a call that goes through the pool's Lambda triggers. */
export interface TriggerOptions extends CallOptions {
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

export interface MappedOptions<Map extends AttributeMap = AttributeMap> extends CallOptions {
  readonly attrMap?: Map | undefined;
}

export interface SetPasswordOptions extends CallOptions {
  /** False, the default, makes it temporary: the user has to choose another at the next sign-in. */
  readonly permanent?: boolean | undefined;
}

export interface UpdateDeviceOptions extends CallOptions {
  /** True for a device that replaces the second factor, false for one that is tracked and no more. */
  readonly remembered: boolean;
}

const attrMap = optional(
  v.pipe(
    stringMap,
    v.transform(map => {
      checkAttributeMap(map);
      return map;
    }),
  ),
);
const clientMetadata = optional(stringMap);

const schemas = {
  trigger: strictOptions({ ...callOptionEntries, clientMetadata }),
  mapped: strictOptions({ ...callOptionEntries, attrMap }),
  update: strictOptions({ ...callOptionEntries, attrMap, clientMetadata }),
  setPassword: strictOptions({ ...callOptionEntries, permanent: optional(flag, false) }),
  updateDevice: strictOptions({ ...callOptionEntries, remembered: flag }),
};

/** @throws {InvalidOptionError} naming the option at fault, as all of these. */
export const checkTrigger = (options: TriggerOptions = {}) => check(schemas.trigger, options, 'options');
export const checkMapped = (options: MappedOptions = {}) => check(schemas.mapped, options, 'options');
export const checkUpdate = (options: TriggerOptions & MappedOptions = {}) =>
  check(schemas.update, options, 'options');
export const checkSetPassword = (options: SetPasswordOptions = {}) =>
  check(schemas.setPassword, options, 'options');

export const checkUpdateDevice = (options: UpdateDeviceOptions) =>
  check(schemas.updateDevice, options, 'options');

export const attributeNames = listOf('attribute names');
