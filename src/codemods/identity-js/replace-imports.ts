import type { Edit, Node, Path } from '../source/edit.js';
import { addImports, dropUnused, isTaken, type Need } from '../source/imports.js';
import type { Library } from '../source/library.js';
import { namesIn } from '../source/references.js';
import type { Entry } from './constructors.js';

interface Replacing {
  readonly edit: Edit;
  readonly library: Library;
  readonly entry: Entry;
  readonly types: ReadonlySet<string>;
  readonly needsDecoding: boolean;
}

/** Classes of both entries. */
const CLASSES = ['Cognito', 'UserPool', 'WebStore'];

/** Imports what the file uses of ours, and no more of the library than it still uses. */
export function replaceImports({ edit, library, entry, types, needsDecoding }: Replacing): void {
  const { j, root } = edit;
  const made = new Set(
    root
      .find(j.NewExpression)
      .paths()
      .flatMap(({ node: { callee } }) => (j.Identifier.check(callee) ? [callee.name] : [])),
  );
  const needs: Need[] = CLASSES.filter(name => made.has(name) || types.has(name))
    .filter(name => !isImported(name, edit))
    .map(name => ({
      name,
      from: name === 'WebStore' ? 'portcullis/web' : entry,
      isType: !(made.has(name) || isTested(name, edit)),
    }));
  const named = new Set([...types, ...asserted(edit)]);
  for (const name of named)
    if (!CLASSES.includes(name) && !isImported(name, edit))
      needs.push({ name, from: name === 'WebStorage' ? 'portcullis/web' : 'portcullis', isType: true });
  if (needsDecoding) needs.push({ name: 'decodeUnverified', from: 'portcullis/verify' });
  const renamed = needs.map(need => withoutClash(need, edit));
  const [first] = library.imports;
  const isRequired = j.VariableDeclarator.check(first?.node);
  addImports(renamed, isRequired ? (first?.parent as Path) : first, edit, isRequired);
  for (const path of library.imports) dropUnused(path, edit);
}

/** Types that conversions of calls wrote. */
const asserted = ({ j, root }: Edit): string[] =>
  root
    .find(j.TSTypeReference, { typeName: { name: 'CompleteTokenSet' } })
    .paths()
    .map(() => 'CompleteTokenSet');

/** Whether a value is tested with `instanceof`. */
const isTested = (name: string, { j, root }: Edit): boolean =>
  root.find(j.BinaryExpression, { operator: 'instanceof', right: { type: 'Identifier', name } }).length > 0;

function isImported(name: string, edit: Edit): boolean {
  const { j, root } = edit;
  const isOurs = (from: unknown) => String(from).startsWith('portcullis');
  const required = root
    .find(j.VariableDeclarator, { init: { type: 'CallExpression', callee: { name: 'require' } } })
    .filter(({ node }) => isOurs((node.init as { arguments?: { value?: unknown }[] }).arguments?.[0]?.value))
    .paths()
    .flatMap(({ node }) => namesIn(node.id as Node, edit));
  if (required.includes(name)) return true;
  return root
    .find(j.ImportDeclaration)
    .filter(({ node }) => isOurs(node.source.value))
    .find(j.ImportSpecifier)
    .some(({ node }) => (node.local ?? node.imported).name === name);
}

/** Where the file has the name for something else, ours gets another. */
function withoutClash(need: Need, edit: Edit): Need {
  const { j, root } = edit;
  const { name } = need;
  if (!isTaken(name, edit)) return need;
  const other = `Portcullis${name}`;
  for (const { node } of root.find(j.NewExpression, { callee: { name } }).paths())
    node.callee = j.identifier(other);
  for (const { node } of root.find(j.TSTypeReference, { typeName: { name } }).paths())
    node.typeName = j.identifier(other);
  for (const { node } of root.find(j.BinaryExpression, { operator: 'instanceof', right: { name } }).paths())
    node.right = j.identifier(other);
  return { ...need, name: `${name} as ${other}` };
}
