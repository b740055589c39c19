import * as v from 'valibot';
import { clientMembers } from '../../src/local/members/client.js';
import { groupMembers } from '../../src/local/members/group.js';
import { foundingMembers, poolMembers } from '../../src/local/members/pool.js';
import { bare, entriesOf, isKept, itemOf } from '../../src/local/members/walk.js';
import { withPart } from './written-part.js';

/** The members of one kind of thing, and the operations that take them. */
const DEFINED = [
  ['CreateUserPool', foundingMembers],
  ['CreateUserPool, UpdateUserPool', poolMembers],
  ['CreateUserPoolClient', { ClientName: v.string(), GenerateSecret: v.boolean(), ClientSecret: v.string() }],
  ['CreateUserPoolClient, UpdateUserPoolClient', clientMembers],
  ['CreateGroup, UpdateGroup', groupMembers],
] as const;

/** The members within a member that are kept only. */
const keptWithin = (schema: v.GenericSchema): string[] =>
  Object.entries(entriesOf(itemOf(schema) ?? schema)).flatMap(([name, inner]) =>
    isKept(inner) ? [name] : keptWithin(bare(inner)).map(deeper => `${name}.${deeper}`),
  );

function whatBecomesOf(schema: v.GenericSchema): string {
  if (isKept(schema)) return 'kept';
  const kept = keptWithin(schema);
  if (kept.length === 0) return 'enforced';
  if (kept.length === Object.keys(entriesOf(schema)).length) return 'kept';
  return `enforced; kept: ${kept.map(name => `\`${name}\``).join(', ')}`;
}

/** The page with its table of what becomes of each member of a definition. */
export const withMemberTable = (page: string): string =>
  withPart(page, {
    source: 'src/local/members',
    text: [
      '| member | of | the local pool |',
      '|---|---|---|',
      ...DEFINED.flatMap(([operations, members]) =>
        Object.entries(members).map(
          ([name, schema]) => `| \`${name}\` | ${operations} | ${whatBecomesOf(schema)} |`,
        ),
      ),
    ].join('\n'),
  });
