import type * as v from 'valibot';
import { entriesOf, itemOf } from '../../../src/local/members/walk.js';
import type { OperationName } from '../../../src/local/operations/definition.js';
import { operations } from '../../../src/local/operations/index.js';
import { inputMembers, type Member } from './table/model.js';

/** The operations that define a pool and what is in it. */
const DEFINING: readonly OperationName[] = [
  'CreateUserPool',
  'UpdateUserPool',
  'CreateUserPoolClient',
  'UpdateUserPoolClient',
  'CreateGroup',
  'UpdateGroup',
  'SetUserPoolMfaConfig',
];

const pathsOf = (members: readonly Member[]): string[] =>
  members.flatMap(({ name, shape }) => {
    const item = shape.kind === 'list' || shape.kind === 'map' ? shape.of() : shape;
    const inner = item.kind === 'structure' ? pathsOf(item.members()) : [];
    return [name, ...inner.map(path => `${name}.${path}`)];
  });

const readPaths = (schema: v.GenericSchema): string[] =>
  Object.entries(entriesOf(itemOf(schema) ?? schema)).flatMap(([name, inner]) => [
    name,
    ...readPaths(inner).map(path => `${name}.${path}`),
  ]);

test.each(DEFINING)('%s knows every member of the AWS SDK, and no other', name => {
  const operation = operations.find(served => served.name === name);
  expect(operation && readPaths(operation.input).sort()).toEqual(pathsOf(inputMembers(name)).sort());
});
