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
      { expected: `${memberOf(mistyped)}: ${mistyped.expected}` },
    );
  const problems = result.issues.map(issue => violation(memberOf(issue), issue.input, constraintOf(issue)));
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  throw invalidParameter(`${count} detected: ${problems.join('; ')}`, {
    expected: result.issues.map(issue => `${memberOf(issue)}: ${constraintOf(issue)}`).join('; '),
    sent: result.issues.map(memberOf).join(', '),
    secrets: { sent: result.issues.map(({ received }) => received).join('; ') },
  });
}

/** The refusal of a member that is missing, where more than the request decides that it has to be there. */
export const memberIsMissing = (member: string): CognitoException =>
  invalidParameter(`1 validation error detected: ${violation(member, undefined, MISSING)}`);

const MISSING = 'Member must not be null';

/** One violated constraint. The service repeats the value, unless its model calls the member sensitive. */
function violation(member: string, value: unknown, constraint: string): string {
  // The missing space is the service's; clients look for this text.
  if (isSensitive(member)) return `Value at '${member}'failed to satisfy constraint: ${constraint}`;
  return `Value ${quoted(value)} at '${member}' failed to satisfy constraint: ${constraint}`;
}

/** Clients need no more of a value than this to know it again. */
const MOST_OF_A_VALUE = 256;

function quoted(value: unknown): string {
  if (value === undefined) return 'null';
  return `'${typeof value === 'object' ? '[...]' : String(value).slice(0, MOST_OF_A_VALUE)}'`;
}

/**
 * What the service's model marks as sensitive, and what is as secret: codes, the details of an identity provider and the
 * verifier of a device.
 */
const SENSITIVE = new Set(
  `accessToken authParameters challengeResponses clientId clientSecret clientSecretValue code confirmationCode
  deviceSecretVerifierConfig feedbackToken idToken lastIPAddress password previousPassword proposedPassword providerDetails
  refreshToken secret secretCode secretHash session temporaryPassword token userCode userContextData username value`.split(
    /\s+/,
  ),
);

/** Whether a member, by its path, is one whose value is not repeated. */
export const isSensitive = (member: string): boolean => member.split('.').some(step => SENSITIVE.has(step));

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
