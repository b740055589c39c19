import * as v from 'valibot';
import { anyString, check, strictOptions } from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';

type OneOrMany<T> = T | readonly T[];

/** One statement of a role's policy. It has one of `Action` and `NotAction`, and one of `Resource` and `NotResource`. */
export interface PolicyStatement {
  readonly Sid?: string | undefined;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMany<string> | undefined;
  readonly NotAction?: OneOrMany<string> | undefined;
  readonly Resource?: OneOrMany<string> | undefined;
  readonly NotResource?: OneOrMany<string> | undefined;
  readonly Condition?:
    | Readonly<Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>>
    | undefined;
}

/** A policy document as IAM has it: what holders of the role may do. */
export interface PolicyDocument {
  readonly Version?: '2012-10-17' | '2008-10-17' | undefined;
  readonly Id?: string | undefined;
  readonly Statement: OneOrMany<PolicyStatement>;
}

/** What IAM takes, white space not counted, as the sum of a role's inline policies. */
const LONGEST_POLICY = 10_240;

export const oneOrMany = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const listOf = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.unknown(), v.transform(oneOrMany), v.array(item), v.minLength(1, 'must not be empty'));

const missingOr = (problem: string) => (issue: { received: string }) =>
  issue.received === 'undefined' ? 'is missing' : problem;

const action = v.pipe(
  v.string('must be an action, such as s3:GetObject'),
  v.regex(/^(\*|[\w-]+:[\w*?-]+)$/, 'must be * or an action, such as s3:GetObject'),
);
const resource = v.pipe(v.string('must be * or an ARN'), v.regex(/^(\*$|arn:)/, 'must be * or an ARN'));
const conditionValue = v.union(
  [v.string(), v.number(), v.boolean()],
  'must be a string, a number, true or false',
);
const record = <Value extends v.GenericSchema>(value: Value) =>
  v.record(v.string(), value, 'must be an object');

const statement = v.pipe(
  strictOptions({
    Sid: optional(v.pipe(anyString, v.regex(/^[A-Za-z0-9]*$/, 'must be letters and digits'))),
    Effect: v.picklist(['Allow', 'Deny'], missingOr('must be Allow or Deny')),
    Action: optional(listOf(action)),
    NotAction: optional(listOf(action)),
    Resource: optional(listOf(resource)),
    NotResource: optional(listOf(resource)),
    Condition: optional(record(record(listOf(conditionValue)))),
  }),
  v.check(
    it => (it.Action === undefined) !== (it.NotAction === undefined),
    'must have one of Action and NotAction',
  ),
  v.check(
    it => (it.Resource === undefined) !== (it.NotResource === undefined),
    'must have one of Resource and NotResource',
  ),
);

const policy = strictOptions({
  Version: optional(v.picklist(['2012-10-17', '2008-10-17'], 'must be 2012-10-17 or 2008-10-17')),
  Id: optional(anyString),
  Statement: v.pipe(
    custom<unknown>(value => value !== undefined, 'is missing'),
    listOf(statement),
    v.check(statements => {
      const sids = statements.flatMap(({ Sid }) => Sid || []);
      return new Set(sids).size === sids.length;
    }, 'must not have one Sid twice'),
  ),
});

/**
 * A copy of a policy document that has the shape of a role's policy. IAM would refuse another one, half-way through.
 *
 * @throws {InvalidOptionError} naming the field at fault.
 */
export function checkPolicy(document: unknown, what: string): PolicyDocument {
  check(policy, document, what);
  const text = JSON.stringify(document);
  check(
    v.pipe(v.string(), v.maxLength(LONGEST_POLICY, `must not be longer than ${LONGEST_POLICY} characters`)),
    text,
    what,
  );
  return JSON.parse(text);
}
