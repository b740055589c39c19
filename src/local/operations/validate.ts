import * as v from 'valibot';
import { CognitoException, invalidParameter } from '../internal/exception.js';

/**
 * Checks a request's body.
 * @throws InvalidParameterException with every violated constraint, worded as the service words them, or
 * SerializationException for a member of another JSON type.
 */
export function validate<Output>(schema: v.GenericSchema<unknown, Output>, body: unknown): Output {
  const result = v.safeParse(schema, body, { abortPipeEarly: true });
  if (result.success) return result.output;
  const mistyped = result.issues.find(isMistyped);
  if (mistyped)
    throw new CognitoException(
      'SerializationException',
      `${memberOf(mistyped)}: ${mistyped.received.slice(0, 40)} can not be converted`,
    );
  const problems = result.issues.map(issue => violation(memberOf(issue), constraintOf(issue)));
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  throw invalidParameter(`${count} detected: ${problems.join('; ')}`);
}

/** The refusal of a member that is missing, where more than the request decides that it has to be there. */
export const memberIsMissing = (member: string): CognitoException =>
  invalidParameter(`1 validation error detected: ${violation(member, MISSING)}`);

const MISSING = 'Member must not be null';

/** The missing space is the service's; clients look for this text. */
const violation = (member: string, constraint: string): string =>
  `Value at '${member}'failed to satisfy constraint: ${constraint}`;

const constraintOf = ({ received, message }: v.BaseIssue<unknown>): string =>
  received === 'undefined' ? MISSING : message;

const isMistyped = (issue: v.BaseIssue<unknown>): boolean =>
  issue.kind === 'schema' && issue.received !== 'undefined' && !isUnlisted(issue);

/** A name that is not in its list is of the right type all the same. */
const isUnlisted = ({ type, input }: v.BaseIssue<unknown>): boolean =>
  type === 'picklist' && typeof input === 'string';

/** The member's path as the service writes it: `userAttributes.1.member.name`. */
function memberOf(issue: v.BaseIssue<unknown>): string {
  const steps = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `${key + 1}.member` : lowerFirst(String(key)),
  );
  return steps.join('.') || 'request';
}

/** Keys of maps, such as `DEVICE_KEY`, are not members and stay as they are. */
const lowerFirst = (name: string): string =>
  name === name.toUpperCase() ? name : name.slice(0, 1).toLowerCase() + name.slice(1);
