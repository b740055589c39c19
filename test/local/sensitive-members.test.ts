import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { isSensitive } from '../../src/local/operations/validate.js';

/** `smithy.api#sensitive` in the traits of a shape, as the AWS SDK packs them. */
const SENSITIVE = 8;
const STRUCTURE = 3;

type Packed = readonly unknown[];

/** The shape that a member has: itself, a function that returns it, or a list that begins with one. */
function shapeOf(member: unknown): Packed {
  const found = Array.isArray(member) ? member[0] : member;
  const shape: unknown = typeof found === 'function' ? found() : found;
  return Array.isArray(shape) ? shape : [];
}

/** The members that the service's model marks as sensitive, in any structure. */
const marked = Object.values(sdk as Record<string, unknown>).flatMap(shape => {
  if (!Array.isArray(shape) || shape[0] !== STRUCTURE) return [];
  const [, , , , names = [], members = []] = shape as [number, string, string, unknown, string[]?, Packed?];
  return names.filter((_, i) => shapeOf(members[i])[3] === SENSITIVE);
});

test('no value of a member that the service calls sensitive is repeated', () => {
  expect(marked).toContain('ProposedPassword');
  const repeated = marked.filter(name => !isSensitive(`outer.${name[0]?.toLowerCase()}${name.slice(1)}`));
  expect([...new Set(repeated)]).toEqual([]);
  expect(isSensitive('lambdaConfig.preSignUp')).toBe(false);
});
