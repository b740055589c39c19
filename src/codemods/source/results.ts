import { type Edit, type Expression, memberOf, type Node, type Path } from './edit.js';
import { inlineOf, paramName } from './functions.js';
import { usesIn } from './references.js';

/** What stands for a member of the old result. */
export interface Member {
  /** The new name. Empty where the result itself takes the member's place. */
  readonly to?: string;
  /** New names of the members of that member, which may be missing. */
  readonly within?: Readonly<Record<string, string>>;
  /** What takes the member's place altogether. */
  readonly expression?: () => Expression;
  /** What takes the place of its methods, which are called without arguments. */
  readonly calls?: Readonly<Record<string, () => Expression>>;
  /** A method of the old result, which is called without arguments. */
  readonly call?: (object: Expression) => Expression;
}

/** What advice on results begins with. */
export const OF_RESULT = 'what comes here';

/** How the result of a call differs from what the callback got. */
export interface Result {
  readonly members?: Readonly<Record<string, Member>>;
  /** New names that are right as they stand. */
  readonly right?: readonly string[];
  /** What to tell of a result that is handed on. */
  readonly is?: string;
  /** What the promise gives instead, as text, where the callback reads its result. */
  readonly kept?: string;
}

/** What came of adapting a callback to a new result. */
export interface Adapted {
  readonly advice: readonly string[];
  /** Whether the callback reads its result, as far as can be told. */
  readonly isRead: boolean;
}

/** Changes what a callback does with its result, in place. */
export function adapt(callback: Node | undefined, index: number, result: Result, edit: Edit): Adapted {
  const tell = result.is ? [result.is] : [];
  if (!callback) return { advice: [], isRead: false };
  const inline = inlineOf(callback, edit);
  if (!inline) {
    const advice = edit.text(callback).startsWith('console.') ? [] : tell;
    return { advice, isRead: true };
  }
  const param = inline.params[index];
  if (!param) return { advice: [], isRead: false };
  const name = paramName(param, edit);
  if (!name) return { advice: tell, isRead: true };
  const uses = usesIn(inline.node, name, edit).filter(use => use.node !== param);
  const isRead = uses.some(use => !isLogged(use, edit));
  const areAdapted = uses.map(use => adaptUse(use, result, edit));
  return { advice: areAdapted.every(Boolean) ? [] : tell, isRead };
}

const isLogged = (use: Path, edit: Edit): boolean => {
  const call = use.parent?.node;
  return edit.j.CallExpression.check(call) && edit.text(call.callee).startsWith('console.');
};

const isTested = ({ node, parent }: Path, { j }: Edit): boolean =>
  (j.IfStatement.check(parent?.node) && parent.node.test === node) ||
  (j.UnaryExpression.check(parent?.node) && parent.node.operator === '!');

/** @returns Whether the use is right now. */
function adaptUse(use: Path, { members = {}, right = [] }: Result, edit: Edit): boolean {
  const { j } = edit;
  let at = use;
  while (j.TSNonNullExpression.check(at.parent?.node)) at = at.parent as Path;
  const parent = at.parent as Path;
  const read = memberOf(parent.node, j);
  if (!read || read.object !== at.node) return isLogged(use, edit) || isTested(use, edit);
  if (right.includes(read.name)) return true;
  const member = Object.hasOwn(members, read.name) ? members[read.name] : undefined;
  if (!member) return false;
  const isReadFurther = member.within !== undefined;
  replaceMember(parent, member, (isReadFurther ? use : at).node as Expression, edit);
  return true;
}

function replaceMember(path: Path, member: Member, object: Expression, edit: Edit): void {
  const outer = path.parent as Path;
  if (member.call) replaceCall(outer, member.call(object), edit);
  else if (member.expression) replaceValue(path, member, edit);
  else renameMember(path, member, object, edit);
}

/** A test that says the opposite takes the place of its negation, too. */
function replaceCall(path: Path, value: Expression, { j }: Edit): void {
  const not = path.parent as Path;
  const isNegated = j.UnaryExpression.check(not.node) && not.node.operator === '!';
  if (isNegated && j.UnaryExpression.check(value)) not.replace(value.argument);
  else path.replace(value);
}

function replaceValue(path: Path, { expression, calls }: Member, { j }: Edit): void {
  const outer = path.parent as Path;
  const method = calls?.[memberOf(outer.node, j)?.name ?? ''];
  const isCalled = j.CallExpression.check(outer.parent?.node) && outer.parent.node.callee === outer.node;
  if (method && isCalled) outer.parent.replace(method());
  else path.replace(expression?.());
}

function renameMember(path: Path, { to, within }: Member, object: Expression, edit: Edit): void {
  const outer = path.parent as Path;
  const read = within && memberOf(outer.node, edit.j);
  const name = read && within[read.name];
  const value = to ? edit.expression(`$object.${to}`, { object }) : object;
  if (name) outer.replace(edit.expression(`$value?.${name}`, { value }));
  else path.replace(value);
}
