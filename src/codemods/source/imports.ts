import type { Edit, Node, Path } from './edit.js';
import { isReference } from './references.js';

/** What a file has to import. */
export interface Need {
  readonly name: string;
  readonly from: string;
  readonly isType?: boolean;
}

/** Names that the file has for something else already. */
export function isTaken(name: string, { j, root }: Edit): boolean {
  const declares = [
    root.find(j.ImportSpecifier).filter(({ node }) => (node.local ?? node.imported).name === name),
    root.find(j.ImportDefaultSpecifier).filter(({ node }) => node.local?.name === name),
    root.find(j.ImportNamespaceSpecifier).filter(({ node }) => node.local?.name === name),
    root.find(j.VariableDeclarator, { id: { type: 'Identifier', name } }),
    root.find(j.FunctionDeclaration).filter(({ node }) => node.id?.name === name),
    root.find(j.ClassDeclaration).filter(({ node }) => node.id?.name === name),
    root.find(j.TSInterfaceDeclaration, { id: { name } }),
    root.find(j.TSTypeAliasDeclaration, { id: { name } }),
  ];
  return declares.some(found => found.length > 0);
}

/** Adds imports in the place of others, as the file writes them: `import` or `require`. */
export function addImports(
  needs: readonly Need[],
  at: Path | undefined,
  edit: Edit,
  isRequired: boolean,
): void {
  const { j, root } = edit;
  const sources = [...new Set(needs.map(({ from }) => from))];
  const statements = sources.map(from => {
    const own = needs.filter(need => need.from === from);
    const isType = own.every(need => need.isType);
    const names = own
      .map(({ name, isType: isOne }) => (isOne && !isType ? `type ${name}` : name))
      .sort((a, b) => a.replace('type ', '').localeCompare(b.replace('type ', '')))
      .join(', ');
    if (isRequired) return edit.statement(`const { ${names} } = require('${from}');`);
    return edit.statement(`import ${isType ? 'type ' : ''}{ ${names} } from '${from}';`);
  });
  if (statements.length === 0) return;
  if (at) {
    const [first] = statements as { comments?: unknown }[];
    const { comments } = at.node as { comments?: unknown };
    if (first && comments) first.comments = comments;
    at.insertBefore(...statements);
    (at.node as { comments?: unknown }).comments = null;
    return;
  }
  const imports = root.find(j.ImportDeclaration).paths();
  const last = imports.at(-1);
  if (last) last.insertAfter(...statements);
  else root.get().node.program.body.unshift(...(statements as Node[]));
}

/** Takes away the names that nothing uses any more. */
export function dropUnused(path: Path, edit: Edit): void {
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
