import type { ASTNode, ASTPath, Collection, JSCodeshift } from 'jscodeshift';

export type Node = ASTNode;
export type Path<N extends Node = Node> = ASTPath<N>;
export type Expression = NonNullable<Parameters<JSCodeshift['awaitExpression']>[0]>;
export type Statement = Parameters<JSCodeshift['blockStatement']>[0][number];

const TODO = 'TODO(portcullis):';

/** Where the text of a node came from. A node that is made anew, or printed in two places, has none. */
const FROM_TEXT = new Set(['loc', 'start', 'end', 'range', 'original', 'tokens', 'extra', 'comments']);

/** One file while it is changed, and what was done to it. */
export class Edit {
  readonly j: JSCodeshift;
  readonly root: Collection;
  readonly isTypeScript: boolean;
  readonly #lines: readonly string[];
  converted = 0;
  marked = 0;

  constructor(j: JSCodeshift, { path, source }: { readonly path: string; readonly source: string }) {
    this.#lines = source.split('\n');
    this.isTypeScript = /\.[mc]?tsx?$/.test(path);
    // An assertion such as `<Name>value` is JSX to the parser of .tsx.
    this.j = j.withParser(/\.[mc]?ts$/.test(path) ? 'ts' : 'tsx');
    this.root = this.j(source);
  }

  /** An expression from its text, in which `$name` stands for a node. */
  expression(text: string, holes: Readonly<Record<string, Node | undefined>> = {}): Expression {
    const [statement] = this.#statements(`text = ${text};`, holes);
    return (statement as unknown as { expression: { right: Expression } }).expression.right;
  }

  /** A statement from its text, likewise. */
  statement(text: string, holes: Readonly<Record<string, Node | undefined>> = {}): Statement {
    // Recast keeps the space around a statement.
    return this.#statements(`\n${text}\n`, holes)[0] as Statement;
  }

  #statements(text: string, holes: Readonly<Record<string, Node | undefined>>): Statement[] {
    // It keeps its place in its own text, which is printed as it stands here.
    const { program } = this.j(text).get().node as { program: { body: Statement[] } };
    fill(program, holes, this.j);
    return program.body;
  }

  /** The text of a node, to compare it with another's. */
  text(node: Node): string {
    return this.j(copyOf(node)).toSource();
  }

  /** Says above the statement what is left to do. A second run finds it there. */
  mark(path: Path, advice: string): void {
    this.marked += 1;
    const text = ` ${TODO} ${advice}`;
    const node = statementOf(path, this.j).node as Node & { comments?: { value: string }[] | null };
    const comments = node.comments ?? [];
    if (comments.some(({ value }) => value === text) || this.#isAbove(node, text)) return;
    node.comments = [...comments, this.j.commentLine(text, true, false)];
  }

  /** Whether the comment stands there already; a parser may have given it to another node. */
  #isAbove(node: Node, text: string): boolean {
    const { loc } = node as { loc?: { start: { line: number } } | null };
    let line = (loc?.start.line ?? 1) - 2;
    while (this.#lines[line]?.trim().startsWith('//') && this.#lines[line]?.trim() !== `//${text}`) line -= 1;
    return this.#lines[line]?.trim() === `//${text}`;
  }

  toSource(source: string): string {
    const count = (quote: string) => source.split(quote).length;
    const text = this.root.toSource({ quote: count('"') > count("'") ? 'double' : 'single' });
    // Recast ends a directive twice.
    return text.replace(/^(['"]use \w+['"]);;$/m, '$1;');
  }
}

/** The statement, or the member of a class, that a node is part of. */
export function statementOf(path: Path, j: JSCodeshift): Path {
  let at = path;
  while (at.parent && !isLine(at, j)) at = at.parent;
  return at;
}

function isLine({ node, parent }: Path, j: JSCodeshift): boolean {
  if (j.ExportNamedDeclaration.check(parent?.node) || j.ExportDefaultDeclaration.check(parent?.node))
    return false;
  if (j.BlockStatement.check(node)) return false;
  return j.Statement.check(node) || j.ClassProperty.check(node) || j.ClassMethod.check(node);
}

function fill(value: object, holes: Readonly<Record<string, Node | undefined>>, j: JSCodeshift): void {
  for (const [key, part] of Object.entries(value) as [string, unknown][]) {
    if (FROM_TEXT.has(key) || typeof part !== 'object' || part === null) continue;
    const { type, name } = part as { type?: string; name?: string };
    const hole = type === 'Identifier' && name?.startsWith('$') ? holes[name.slice(1)] : undefined;
    // Recast forgets these parentheses.
    const isRead = (key === 'object' || key === 'callee') && j.TSAsExpression.check(hole);
    if (hole) (value as Record<string, unknown>)[key] = isRead ? j.parenthesizedExpression(hole) : hole;
    else fill(part, holes, j);
  }
}

/** A node without its place in a text, so that it can be printed anew. */
export function copyOf<N>(value: N): N {
  if (Array.isArray(value)) return value.map(copyOf) as N;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !FROM_TEXT.has(key));
  return Object.fromEntries(kept.map(([key, part]) => [key, copyOf(part)])) as N;
}

/** Without what only TypeScript or a reader needs: `user!`, `(user as CognitoUser)`. */
export function bare(node: Node, j: JSCodeshift): Node {
  if (
    j.TSNonNullExpression.check(node) ||
    j.TSAsExpression.check(node) ||
    j.ParenthesizedExpression.check(node)
  )
    return bare(node.expression, j);
  return node;
}

/** A member that is called, or read: its object and its name. */
export function memberOf(node: Node, j: JSCodeshift): { object: Expression; name: string } | undefined {
  const inner = bare(node, j);
  if (!(j.MemberExpression.check(inner) || j.OptionalMemberExpression.check(inner))) return undefined;
  if (inner.computed || !j.Identifier.check(inner.property)) return undefined;
  return { object: inner.object as Expression, name: inner.property.name };
}

/** Whether the node is nothing: left out, `null`, `undefined`. */
export function isNothing(node: Node | undefined, j: JSCodeshift): boolean {
  return !node || j.NullLiteral.check(node) || (j.Identifier.check(node) && node.name === 'undefined');
}

/** The name of a plain property, or of a method, of an object that is written out. */
export function keyOf(property: Node, j: JSCodeshift): string | undefined {
  if (!(j.ObjectProperty.check(property) || j.ObjectMethod.check(property)) || property.computed)
    return undefined;
  if (j.Identifier.check(property.key)) return property.key.name;
  return j.StringLiteral.check(property.key) ? property.key.value : undefined;
}

/** The value of a property of an object that is written out. */
export function memberValue(object: Node, name: string, j: JSCodeshift): Expression | undefined {
  if (!j.ObjectExpression.check(object)) return undefined;
  const property = object.properties.find(each => keyOf(each, j) === name);
  return j.ObjectProperty.check(property) ? (property.value as Expression) : undefined;
}

/** The names of an object that is written out, or undefined where there are others than plain ones. */
export function keysOf(object: Node, j: JSCodeshift): string[] | undefined {
  if (!j.ObjectExpression.check(object)) return undefined;
  const keys = object.properties.map(property => keyOf(property, j));
  return keys.some(key => key === undefined) ? undefined : (keys as string[]);
}
