import type { Edit, Node, Path } from '../source/edit.js';
import { addImports, isTaken, type Need } from '../source/imports.js';
import { isReference } from '../source/references.js';
import type { Entry } from './constructors.js';
import type { Library } from './library.js';

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

function isImported(name: string, { j, root }: Edit): boolean {
  return root
    .find(j.ImportDeclaration)
    .filter(({ node }) => String(node.source.value).startsWith('portcullis'))
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

/** Takes away the names that nothing uses any more. */
function dropUnused(path: Path, edit: Edit): void {
  const { j, root } = edit;
  const isUsed = (name: string) =>
    root
      .find(j.Identifier, { name })
      .paths()
      .some(each => isReference(each, edit) && !isDeclaring(each, edit));
  if (j.ImportDeclaration.check(path.node)) {
    const kept = (path.node.specifiers ?? []).filter(({ local }) => isUsed(String(local?.name)));
    if (kept.length === 0) path.prune();
    else path.node.specifiers = kept;
    return;
  }
  if (!j.VariableDeclarator.check(path.node)) return;
  const { id } = path.node;
  if (j.Identifier.check(id)) {
    if (!isUsed(id.name)) prune(path);
    return;
  }
  if (!j.ObjectPattern.check(id)) return;
  id.properties = id.properties.filter(
    property => !j.ObjectProperty.check(property) || isUsed((property.value as { name: string }).name),
  );
  if (id.properties.length === 0) prune(path);
}

function prune(declarator: Path): void {
  const { declarations } = declarator.parent.node as { declarations: Node[] };
  if (declarations.length === 1) declarator.parent.prune();
  else declarator.prune();
}

const isDeclaring = ({ parent, name }: Path, { j }: Edit): boolean =>
  j.ImportSpecifier.check(parent?.node) ||
  j.ImportNamespaceSpecifier.check(parent?.node) ||
  j.ImportDefaultSpecifier.check(parent?.node) ||
  (j.VariableDeclarator.check(parent?.node) && name === 'id') ||
  (j.ObjectProperty.check(parent?.node) && j.ObjectPattern.check(parent?.parent?.node));
