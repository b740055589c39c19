/**
 * Converts programs that use amazon-cognito-identity-js, with jscodeshift:
 *
 * `npx jscodeshift -t node_modules/portcullis/dist/codemods/amazon-cognito-identity-js.cjs --extensions=js,jsx,ts,tsx src`
 *
 * @module
 */
import type { API, FileInfo } from 'jscodeshift';
import type { Call } from './identity-js/call.js';
import { convertConstructors, type Entry } from './identity-js/constructors.js';
import { Kinds } from './identity-js/kinds.js';
import { convertClasses, markState } from './identity-js/leftovers.js';
import { type Convert, POOL_CALLS } from './identity-js/pool-calls.js';
import { replaceImports } from './identity-js/replace-imports.js';
import { convertErrorNames, convertTokens, markTokens } from './identity-js/tokens.js';
import { convertTypes } from './identity-js/types.js';
import { USER_CALLS } from './identity-js/user-calls.js';
import { argumentsOf, replaceCall } from './source/call.js';
import { Edit, type Expression, memberOf, type Node, type Path } from './source/edit.js';
import { Library } from './source/library.js';
import { chained } from './source/optional.js';
import { unwrapPromises } from './source/promises.js';
import { Refusal } from './source/refusal.js';
import { reported } from './source/reported.js';

const LIBRARY = 'amazon-cognito-identity-js';

/** What can be meant for the library in a file that does not import it. */
const HINTS = /user_?pool|getJwtToken/i;

/** Names that nothing else has: a call of one on a value that is not known is marked. */
const UNMISTAKABLE =
  /^(authenticateUser(PlainUsernamePassword)?|completeNewPasswordChallenge|sendMFACode|sendMFASelectionAnswer|sendCustomChallengeAnswer)$/;

export interface Options {
  /** `portcullis` for programs on Node. Default `portcullis/web`. */
  readonly entry?: Entry;
}

export default function transform(
  file: FileInfo,
  api: API,
  { entry = 'portcullis/web' }: Options,
): string | undefined {
  if (!file.source.includes(LIBRARY) && !HINTS.test(file.source)) return undefined;
  const edit = new Edit(api.jscodeshift, file);
  const library = new Library(edit, LIBRARY);
  const kinds = new Kinds(edit, library);
  const isImporting = library.imports.length > 0;
  const { needsDecoding } = isImporting ? convertTokens(edit, kinds) : { needsDecoding: false };
  const calls = convertCalls(edit, library, kinds);
  if (isImporting || calls > 0) convertErrorNames(edit);
  markTokens(edit, kinds, isImporting);
  markState(edit, kinds);
  convertConstructors(edit, library, entry);
  const types = new Set([...convertTypes(edit, library), ...convertClasses(edit, library)]);
  unwrapPromises(edit);
  replaceImports({ edit, library, entry, types, needsDecoding });
  return reported(edit, file, api);
}

/** Inner calls first: outer ones move them. */
function convertCalls(edit: Edit, library: Library, kinds: Kinds): number {
  const { j, root } = edit;
  // Those of `user?.` are among them.
  const paths = root.find(j.CallExpression).paths() as Path[];
  const found = paths.flatMap(path => {
    const member = memberOf((path.node as unknown as { callee: Node }).callee, j);
    const convert = member && converterOf(member, path, edit, kinds, library);
    return member && convert ? [{ path, receiver: member.object, convert, depth: depthOf(path) }] : [];
  });
  for (const { path, receiver, convert } of found.sort((a, b) => b.depth - a.depth))
    convertCall({ path, receiver, convert }, edit, library);
  // Answers whose sign-in was not converted are where they were.
  const left = new Set(root.find(j.CallExpression).nodes() as Node[]);
  for (const { path } of found)
    if (left.has(path.node) && isAnswerToOwnCallbacks(path, argumentsOf(path), edit))
      edit.mark(path, 'the answer becomes what a handler among the options of the sign-in returns');
  return found.length;
}

function converterOf(
  { object, name }: { object: Expression; name: string },
  path: Path,
  edit: Edit,
  kinds: Kinds,
  library: Library,
): Convert | undefined {
  const kind = kinds.of(path, object);
  const table = kind === 'pool' ? POOL_CALLS : USER_CALLS;
  if (!Object.hasOwn(table, name)) return undefined;
  if (kind === 'pool' || kind === 'user') return table[name];
  if (kind || library.imports.length === 0 || edit.j.ThisExpression.check(object)) return undefined;
  if (!UNMISTAKABLE.test(name) || argumentsOf(path).length < 2) return undefined;
  const isUser = /user$/i.test(edit.text(object));
  return isUser
    ? table[name]
    : () => {
        throw new Refusal(`where this is a user: cognito.${name}, by the table of the page on this library`);
      };
}

const depthOf = (path: Path): number => (path.parent ? depthOf(path.parent as Path) + 1 : 0);

function convertCall(
  { path, receiver, convert }: { path: Path; receiver: Expression; convert: Convert },
  edit: Edit,
  library: Library,
): void {
  const { j } = edit;
  const args = argumentsOf(path);
  if (isAnswerToOwnCallbacks(path, args, edit)) return;
  replaceCall<Call>({ edit, path, receiver, args, notes: [] }, call => {
    if (args.some(arg => j.SpreadElement.check(arg))) throw new Refusal('its arguments are spread');
    return chained(convert(call, library), path, edit);
  });
}

/** A step inside an object of callbacks that passes the object on: the call that begins the sign-in converts it. */
function isAnswerToOwnCallbacks(path: Path, args: readonly Expression[], { j }: Edit): boolean {
  return args.some(arg => {
    if (j.ThisExpression.check(arg)) return true;
    if (!j.Identifier.check(arg)) return false;
    for (let at = path.parent as Path | null; at; at = at.parent as Path | null) {
      const { node } = at;
      if (j.VariableDeclarator.check(node) && j.Identifier.check(node.id) && node.id.name === arg.name)
        return true;
    }
    return false;
  });
}
