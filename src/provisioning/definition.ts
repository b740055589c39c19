import * as v from 'valibot';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { anyString, check, listOf, nonEmpty, strictOptions, wholeNumber } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { withoutUndefined } from '../internal/without-undefined.js';
import { checkPolicy, type PolicyDocument } from './policy.js';

/** A group, the role that its members may assume, and their permissions in the application. */
export interface GroupDefinition {
  readonly name: string;
  /** What members may do at AWS: the inline policy of the group's role. */
  readonly policy: PolicyDocument;
  /** What members may do in the application, in its own names. Default: nothing. */
  readonly allowedFunctions?: readonly string[] | undefined;
  /** Unchanged where omitted, as is the precedence. */
  readonly description?: string | undefined;
  /** Zero or more. The lowest wins where a user is in several groups. */
  readonly precedence?: number | undefined;
  /**
   * The IAM role's name. Default: `role_<group>` where the group is linked to that role, which cognises made; otherwise the
   * user pool's id, an underscore and the group's name.
   */
  readonly roleName?: string | undefined;
}

/** The same in a JSON file, as cognises has it, with optional keys of ours. */
export interface GroupDefinitionJson {
  readonly group_name: string;
  readonly group_policy: object;
  readonly allowed_functions?: readonly string[] | undefined;
  /** Ignored: what exists decides. */
  readonly created?: string | boolean | undefined;
  readonly description?: string | undefined;
  readonly precedence?: number | undefined;
  readonly role_name?: string | undefined;
}

/** Groups, typed or as in JSON, or the text of a JSON file. It is read and never written. */
export type Definition = string | readonly (GroupDefinition | GroupDefinitionJson)[];

/** A definition, checked, in one form. */
export interface ReadDefinition {
  readonly groups: readonly GroupDefinition[];
  readonly notes: readonly string[];
}

/** IAM's own rule for the name of a role. */
export const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const ROLE_NAME_PROBLEM = 'must be 1 to 64 of the characters A-Z a-z 0-9 _ + = , . @ -';

const groupName = v.pipe(
  nonEmpty,
  v.regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u, 'must be 1 to 128 characters, without white space'),
);
const functions = optional(listOf('names'), []);
const roleName = optional(v.pipe(nonEmpty, v.regex(ROLE_NAME, ROLE_NAME_PROBLEM)));
const shared = {
  description: optional(v.pipe(anyString, v.maxLength(2048, 'must not be longer than 2048'))),
  precedence: optional(wholeNumber(0)),
};

const typedGroup = strictOptions({
  name: groupName,
  policy: v.unknown(),
  allowedFunctions: functions,
  ...shared,
  roleName,
});
const jsonGroup = strictOptions({
  group_name: groupName,
  group_policy: v.unknown(),
  allowed_functions: functions,
  created: optional(v.union([v.string(), v.boolean()], 'must be "true" or "false", and is ignored')),
  ...shared,
  role_name: roleName,
});
const listOfGroups = v.array(v.unknown(), 'must be a list of groups');

/**
 * Checks a definition and brings it into one form, which shares nothing with what was passed.
 *
 * @throws {InvalidOptionError} naming the field at fault.
 */
export function readDefinition(definition: Definition): ReadDefinition {
  const isText = typeof definition === 'string';
  const entries = check(listOfGroups, isText ? parse(definition) : definition, 'definition');
  const groups = entries.map((entry, index) => readGroup(entry, isText, `definition[${index}]`));
  refuseTwice(
    groups.map(({ name }) => name),
    'name',
    'the name of an earlier group',
  );
  return { groups, notes: notesOn(entries) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new InvalidOptionError('definition', 'is not JSON');
  }
}

function readGroup(entry: unknown, fromText: boolean, what: string): GroupDefinition {
  if (!fromText && !hasKey(entry, 'group_name')) {
    const { policy, ...group } = check(typedGroup, entry, what);
    return withoutUndefined({ ...group, policy: checkPolicy(policy, `${what}.policy`) });
  }
  const { group_name, group_policy, allowed_functions, created, role_name, ...rest } = check(
    jsonGroup,
    entry,
    what,
  );
  const policy = checkPolicy(group_policy, `${what}.group_policy`);
  return withoutUndefined({
    name: group_name,
    policy,
    allowedFunctions: allowed_functions,
    ...rest,
    roleName: role_name,
  });
}

const hasKey = (entry: unknown, key: string): boolean =>
  typeof entry === 'object' && entry !== null && Object.hasOwn(entry, key);

/** @throws {InvalidOptionError} naming the first group that has what an earlier one has. */
export function refuseTwice(values: readonly string[], field: string, what: string): void {
  const index = values.findIndex((value, at) => values.indexOf(value) < at);
  if (index >= 0) throw new InvalidOptionError(`definition[${index}].${field}`, `is ${what}`);
}

function notesOn(entries: readonly unknown[]): readonly string[] {
  const count = entries.filter(entry => hasKey(entry, 'created')).length;
  return count > 0
    ? [`"created" is ignored (in ${count} of ${entries.length} groups): what exists decides`]
    : [];
}
