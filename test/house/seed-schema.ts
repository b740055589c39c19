import * as v from 'valibot';
import { clientMembers } from '../../src/local/members/client.js';
import { foundingMembers, poolMembers, sessionMembers } from '../../src/local/members/pool.js';
import { bare, entriesOf } from '../../src/local/members/walk.js';
import { clientSchema, groupSchema, seedSchema, userSchema } from '../../src/local/seed/schema.js';
import { withPart } from './written-part.js';

type Json = Record<string, unknown>;
interface Parts {
  readonly type: string;
  readonly options?: readonly (string | v.GenericSchema)[];
  readonly item?: v.GenericSchema;
  readonly value?: v.GenericSchema;
  readonly pipe?: readonly unknown[];
}

/** What valibot's actions are called in JSON Schema. */
const LIMITS: Readonly<Record<string, (requirement: never, parts: Parts) => Json>> = {
  min_length: (least: number, { item }) => ({ [item ? 'minItems' : 'minLength']: least }),
  max_length: (most: number, { item }) => ({ [item ? 'maxItems' : 'maxLength']: most }),
  min_value: (minimum: number) => ({ minimum }),
  max_value: (maximum: number) => ({ maximum }),
  integer: () => ({ type: 'integer' }),
  includes: (contained: string) => ({ contains: { const: contained } }),
  // JSON Schema has no flags but the one for Unicode, which readers of it assume.
  regex: ({ source, flags }: RegExp) => (source === '^' || /[is]/.test(flags) ? {} : { pattern: source }),
};

/** The JSON Schema (draft 7) of a schema. */
function jsonSchemaOf(schema: v.GenericSchema): Json {
  const inner = bare(schema);
  const parts = inner as unknown as Parts;
  const limits = (parts.pipe ?? []).map(action => {
    const { type, requirement } = action as { type: string; requirement: never };
    return LIMITS[type]?.(requirement, parts) ?? {};
  });
  const description = v.getDescription(inner);
  return Object.assign({}, description && { description }, baseOf(inner, parts), ...limits);
}

function baseOf(schema: v.GenericSchema, { type, options, item, value, pipe = [] }: Parts): Json {
  if (type === 'strict_object' || type === 'object') return objectOf(schema);
  if (item) return { type: 'array', items: jsonSchemaOf(item) };
  if (value) return { type: 'object', additionalProperties: jsonSchemaOf(value) };
  if (type === 'union') return { anyOf: (options as v.GenericSchema[]).map(jsonSchemaOf) };
  if (type === 'picklist') return { enum: options };
  if (!['string', 'number', 'boolean'].includes(type))
    throw new Error(`a schema of type ${type}, piped ${pipe.length} times, has no JSON Schema`);
  return { type };
}

function objectOf(schema: v.GenericSchema): Json {
  const entries = Object.entries(entriesOf(schema));
  const required = entries.filter(([, member]) => member.type !== 'optional').map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, member]) => [name, jsonSchemaOf(member)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/** The file that editors complete a seed by. */
export const seedJsonSchema = (): string =>
  `${JSON.stringify(
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Seed of the local pool of Portcullis',
      ...jsonSchemaOf(seedSchema),
    },
    null,
    1,
  )}\n`;

const code = (names: readonly string[]): string => names.map(name => `\`${name}\``).join(', ');

/** The keys that are a seed's own, with what they mean. */
const rowsOf = (where: string, schema: v.GenericSchema): string[] =>
  Object.entries(entriesOf(schema)).flatMap(([name, member]) => {
    const meaning = v.getDescription(bare(member));
    return meaning === undefined ? [] : [`| \`${where}${name}\` | ${meaning} |`];
  });

const { PoolName: _, ...founding } = foundingMembers;

/** The page with its reference of a seed's keys. */
export const withSeedReference = (page: string): string =>
  withPart(page, {
    source: 'src/local/seed',
    text: [
      `Of CreateUserPool: ${code(Object.keys({ ...founding, ...poolMembers }))}. Of SetUserPoolSessionConfiguration:`,
      `${code(Object.keys(sessionMembers))}. Of CreateUserPoolClient, in each of \`clients\`: ${code(Object.keys(clientMembers))}.`,
      '',
      '| key | meaning |',
      '|---|---|',
      ...rowsOf('', seedSchema),
      ...rowsOf('clients[].', clientSchema),
      ...rowsOf('groups[].', groupSchema),
      ...rowsOf('users[].', userSchema),
    ].join('\n'),
  });
