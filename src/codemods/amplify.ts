/**
 * Converts programs that use Amplify's category Auth, with jscodeshift:
 *
 * `npx jscodeshift -t node_modules/portcullis/dist/codemods/amplify.cjs --extensions=js,jsx,ts,tsx src`
 *
 * Amplify keeps one user for the whole program. Here a module of the program does: {@link Options.session}.
 *
 * @module
 */
import { dirname, relative } from 'node:path';
import type { API, FileInfo } from 'jscodeshift';
import { CALLS } from './amplify/calls.js';
import { convertErrorNames } from './identity-js/tokens.js';
import { argumentsOf, replaceCall } from './source/call.js';
import { Edit, memberOf, type Node, type Path } from './source/edit.js';
import { addImports, dropUnused, isTaken, type Need } from './source/imports.js';
import { Library } from './source/library.js';
import { isReference } from './source/references.js';
import { Refusal } from './source/refusal.js';
import { reported } from './source/reported.js';

export interface Options {
  /** The module that has the pool and who uses the page, from the folder where the codemod runs. Default `src/cognito`. */
  readonly session?: string;
}

/** What the session's module exports, and our classes. */
const OF_SESSION = ['become', 'cognito', 'currentTokens', 'pool'];
const WRITTEN = [...OF_SESSION, 'Cognito', 'decodeUnverified'];

const NOT_THERE = 'is not there: the page on Amplify says what takes its place';

export default function transform(
  file: FileInfo,
  api: API,
  { session = 'src/cognito' }: Options,
): string | undefined {
  if (!/aws-amplify/.test(file.source)) return undefined;
  const edit = new Edit(api.jscodeshift, file);
  const core = new Library(edit, 'aws-amplify');
  const library = new Library(edit, 'aws-amplify/auth', '@aws-amplify/auth');
  markConfiguration(edit, core, session);
  const from = moduleFrom(file.path, session);
  const [first] = library.imports;
  const taken = clashes(edit, from);
  if (first && taken.length > 0)
    edit.mark(first, `nothing is converted here: rename what this file calls ${taken.join(', ')}`);
  else if (first) {
    convertCalls(edit, library);
    markReferences(edit, library);
    convertErrorNames(edit);
    markClaims(edit);
    replaceImports(edit, library, from);
  }
  return reported(edit, file, api);
}

/** Names that the conversions write and the file has for something else. */
function clashes({ j, root }: Edit, session: string): string[] {
  const own = root
    .find(j.Identifier)
    .paths()
    .filter(path => isReference(path, { j } as Edit))
    .map(({ node }) => node.name);
  const ours = root
    .find(j.ImportDeclaration)
    .filter(({ node }) =>
      [session, 'portcullis/web', 'portcullis/verify'].includes(String(node.source.value)),
    )
    .find(j.ImportSpecifier)
    .nodes()
    .map(({ imported }) => imported.name);
  return WRITTEN.filter(name => own.includes(name) && !ours.includes(name));
}

function moduleFrom(path: string, session: string): string {
  const from = relative(dirname(path), session).replaceAll('\\', '/');
  return from.startsWith('.') ? from : `./${from}`;
}

function convertCalls(edit: Edit, library: Library): void {
  const { j, root } = edit;
  for (const path of root.find(j.CallExpression).paths().reverse() as Path[]) {
    const name = library.nameOf((path.node as unknown as { callee: Node }).callee);
    if (!name) continue;
    const convert = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
    replaceCall({ edit, path, args: argumentsOf(path), notes: [] }, call => {
      if (!convert) throw new Refusal(`${name} ${NOT_THERE}`);
      return convert(call);
    });
  }
}

/** Whether the node is read as `Auth.signIn` is, or is where it is imported. */
const isMemberOf = (owner: Node, node: Node, { j }: Edit): boolean =>
  (j.MemberExpression.check(owner) && owner.object === node) || j.ImportDefaultSpecifier.check(owner);

/** Functions that are passed on, and types. */
function markReferences(edit: Edit, library: Library): void {
  const { j, root } = edit;
  for (const path of root.find(j.Identifier).paths()) {
    const name = library.nameOf(path.node);
    const owner = path.parent?.node as Node;
    const isCalled = j.CallExpression.check(owner) && owner.callee === path.node;
    const isWholeRead = library.isWhole(path.node) && !isMemberOf(owner, path.node, edit);
    if (!(name || isWholeRead) || isCalled || !isReference(path, edit)) continue;
    if (j.ImportSpecifier.check(owner) || j.ImportNamespaceSpecifier.check(owner)) continue;
    const isWhole = j.MemberExpression.check(owner) || j.VariableDeclarator.check(owner);
    if (!isWhole)
      edit.mark(path, `${path.node.name} is handed on: the page on Amplify says what takes its place`);
  }
}

function markConfiguration(edit: Edit, core: Library, session: string): void {
  const { j, root } = edit;
  const calls = root
    .find(j.CallExpression, { callee: { property: { name: 'configure' } } })
    .paths() as Path[];
  for (const path of calls) {
    const { object } = (path.node as unknown as { callee: { object: Node } }).callee;
    if (core.nameOf(object) === 'Amplify') edit.mark(path, `the pool of Auth is in ${session}`);
  }
}

/** A token is a string: its claims are read apart. */
function markClaims(edit: Edit): void {
  const { j, root } = edit;
  for (const path of root.find(j.MemberExpression).paths() as Path[]) {
    const member = memberOf(path.node, j);
    if (
      member &&
      /^(userSub|identityId|credentials)$/.test(member.name) &&
      /session/i.test(edit.text(member.object))
    )
      edit.mark(
        path,
        `${member.name} is not there: cognito.tokens has sub, and the AWS SDK the credentials of an identity pool`,
      );
  }
  for (const path of root.find(j.MemberExpression, { property: { name: 'payload' } }).paths() as Path[]) {
    const { object } = path.node as unknown as { object: Node };
    if (/(?:id|access)Token!?$/i.test(edit.text(object)))
      edit.mark(
        path,
        "a token is a string: decodeUnverified(token).payload of 'portcullis/verify', or cognito.decodeTokens()",
      );
  }
}

/** What the conversions write, by where it comes from. */
function replaceImports(edit: Edit, library: Library, session: string): void {
  const { j, root } = edit;
  const own = (name: string) =>
    root
      .find(j.Identifier, { name })
      .paths()
      .some(path => isReference(path, edit));
  const isWritten = (name: string) => edit.converted > 0 && own(name) && !isTaken(name, edit);
  const needs: Need[] = [
    ...OF_SESSION.map(name => ({ name, from: session })),
    { name: 'Cognito', from: 'portcullis/web' },
    { name: 'decodeUnverified', from: 'portcullis/verify' },
  ].filter(({ name }) => isWritten(name));
  const [first] = library.imports;
  const isRequired = j.VariableDeclarator.check(first?.node);
  addImports(needs, isRequired ? (first?.parent as Path) : first, edit, isRequired);
  for (const path of library.imports) dropUnused(path, edit);
}
