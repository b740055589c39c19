import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import type { OperationName } from '../../../../src/local/operations/definition.js';

/**
 * The service's own model, as the AWS SDK carries it: which members a request and an answer have, which of them a
 * request needs, and of which type each is.
 */
export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'document' | 'unit' }
  | { readonly kind: 'list'; readonly of: () => Shape }
  | { readonly kind: 'map'; readonly of: () => Shape }
  | { readonly kind: 'structure'; readonly members: () => readonly Member[] };

const SIMPLE = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  15: 'document',
  21: 'string',
} as const;
const STRUCTURE = 3;
const OPERATION = 9;

/** The SDK writes a shape as a number, a tuple, or a function that returns either. */
function shapeOf(reference: unknown): Shape {
  if (reference === 'unit') return { kind: 'unit' };
  if (typeof reference === 'function') return shapeOf(reference());
  if (typeof reference === 'number') return simpleShape(reference);
  const [type, namespace, , , first, second, requiredCount = 0] = reference as unknown[];
  if (typeof namespace !== 'string') return shapeOf(type);
  if (type === 0) return shapeOf(first);
  if (type === 1) return { kind: 'list', of: () => shapeOf(first) };
  if (type === 2) return { kind: 'map', of: () => shapeOf(second) };
  if (type !== STRUCTURE) throw new Error(`the SDK has a shape of type ${type}`);
  const references = second as unknown[];
  const members = () =>
    (first as string[]).map((name, i) => ({
      name,
      required: i < Number(requiredCount),
      shape: shapeOf(references[i]),
    }));
  return { kind: 'structure', members };
}

function simpleShape(type: number): Shape {
  if (type >= 128) return { kind: 'map', of: () => simpleShape(type - 128) };
  if (type >= 64) return { kind: 'list', of: () => simpleShape(type - 64) };
  return { kind: SIMPLE[type as keyof typeof SIMPLE] };
}

function operationOf(name: OperationName): { readonly input: Shape; readonly output: Shape } {
  const found = (sdk as unknown as Record<string, unknown[]>)[`${name}$`];
  if (found?.[0] !== OPERATION) throw new Error(`the SDK has no operation ${name}`);
  return { input: shapeOf(found[4]), output: shapeOf(found[5]) };
}

const membersOf = (shape: Shape): readonly Member[] => (shape.kind === 'structure' ? shape.members() : []);

export const inputMembers = (name: OperationName): readonly Member[] => membersOf(operationOf(name).input);

/** Whether the service answers nothing at all: not even `{}`. */
export const answersNothing = (name: OperationName): boolean => operationOf(name).output.kind === 'unit';

/** A value that is of another type than the member. */
export const mistyped = ({ shape }: Member): unknown => (shape.kind === 'string' ? 5 : 'text');

/** Where an answer, as it was on the wire, departs from the model. */
export const departuresOf = (name: OperationName, answer: unknown): string[] =>
  departures(answer, operationOf(name).output, name);

function departures(value: unknown, shape: Shape, path: string): string[] {
  switch (shape.kind) {
    case 'list':
      if (!Array.isArray(value)) return [`${path} is no list`];
      return value.flatMap((item, i) => departures(item, shape.of(), `${path}[${i}]`));
    case 'map':
    case 'structure': {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return [`${path} is no object`];
      const entries = Object.entries(value);
      if (shape.kind === 'map')
        return entries.flatMap(([key, item]) => departures(item, shape.of(), `${path}.${key}`));
      const members = shape.members();
      const missing = members.filter(({ name, required }) => required && !(name in value));
      return [
        ...missing.map(({ name }) => `${path}.${name} is missing`),
        ...entries.flatMap(([key, item]) => {
          const member = members.find(({ name }) => name === key);
          return member ? departures(item, member.shape, `${path}.${key}`) : [`${path}.${key} is unknown`];
        }),
      ];
    }
    case 'document':
      return [];
    case 'unit':
      return [`${path} answers something`];
    default: {
      const type = shape.kind === 'timestamp' ? 'number' : shape.kind;
      return typeof value === type ? [] : [`${path} is no ${shape.kind}`];
    }
  }
}
