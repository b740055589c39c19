import { type Edit, type Expression, memberOf, type Node, type Path } from '../source/edit.js';
import type { Kinds } from './kinds.js';

const TOKEN_OF: Readonly<Record<string, string>> = {
  getIdToken: 'idToken',
  getAccessToken: 'accessToken',
  getRefreshToken: 'refreshToken',
  idToken: 'idToken',
  accessToken: 'accessToken',
  refreshToken: 'refreshToken',
};

const CLAIMS: Readonly<Record<string, string>> = { getExpiration: 'exp', getIssuedAt: 'iat' };

/** Reads the tokens of a session as strings: `session.getIdToken().getJwtToken()` is `session.idToken`. */
export function convertTokens(edit: Edit, kinds: Kinds): { readonly needsDecoding: boolean } {
  const { j, root } = edit;
  let needsDecoding = false;
  for (const path of root.find(j.MemberExpression).paths().reverse() as Path[]) {
    const member = memberOf(path.node, j);
    const token = member && tokenIn(member.object, path, edit, kinds);
    if (!member || !token) continue;
    const outer = path.parent as Path;
    const isCalled =
      (j.CallExpression.check(outer.node) || j.OptionalCallExpression.check(outer.node)) &&
      outer.node.callee === path.node;
    const target = isCalled ? outer : path;
    const converted = read(member.name, isCalled, token, edit);
    if (!converted) continue;
    needsDecoding ||= converted.decodes;
    target.replace(converted.expression);
    edit.converted += 1;
  }
  return { needsDecoding };
}

/** `session.idToken` for `session.getIdToken()` and for `session.idToken`. */
function tokenIn(node: Node, path: Path, edit: Edit, kinds: Kinds): Expression | undefined {
  const { j } = edit;
  const isCall = j.CallExpression.check(node) || j.OptionalCallExpression.check(node);
  if (isCall && node.arguments.length > 0) return undefined;
  const member = memberOf(isCall ? node.callee : node, j);
  const name = member && Object.hasOwn(TOKEN_OF, member.name) ? TOKEN_OF[member.name] : undefined;
  if (!member || !name || isCall !== member.name.startsWith('get')) return undefined;
  if (kinds.of(path, member.object) === 'user') return undefined;
  const isOptional = j.OptionalMemberExpression.check(isCall ? node.callee : node);
  // A sign-in has always given one.
  const sure = name === 'refreshToken' && edit.isTypeScript ? '!' : '';
  return edit.expression(`$session${isOptional ? '?' : ''}.${name}${sure}`, { session: member.object });
}

function read(
  name: string,
  isCalled: boolean,
  token: Expression,
  edit: Edit,
): { readonly expression: Expression; readonly decodes: boolean } | undefined {
  const isString = isCalled ? ['getJwtToken', 'getToken'] : ['jwtToken', 'token'];
  if (isString.includes(name)) return { expression: token, decodes: false };
  const isPayload = isCalled ? name === 'decodePayload' : name === 'payload';
  const claim = isCalled && Object.hasOwn(CLAIMS, name) ? `.${CLAIMS[name]}` : '';
  if (!isPayload && !claim) return undefined;
  const { isTypeScript } = edit;
  const text = `decodeUnverified($token).payload${claim}`;
  // The library's claims are of any type.
  const typed = claim ? `Number(${text})` : `(${text} as Record<string, any>)`;
  return { expression: edit.expression(isTypeScript ? typed : text, { token }), decodes: true };
}

/** What is left of tokens as objects. */
export function markTokens(edit: Edit, kinds: Kinds, isImporting: boolean): void {
  const { j, root } = edit;
  for (const path of root.find(j.CallExpression).paths() as Path[]) {
    const { callee, arguments: args } = path.node as unknown as { callee: Node; arguments: Node[] };
    const member = memberOf(callee, j);
    if (!member || args.length > 0 || kinds.of(path, member.object) === 'user') continue;
    const token =
      member.name.startsWith('get') && Object.hasOwn(TOKEN_OF, member.name)
        ? TOKEN_OF[member.name]
        : undefined;
    if (token && isImporting) edit.mark(path, `a session is a TokenSet: its ${token} is a string`);
    else if (member.name === 'getJwtToken') edit.mark(path, 'a token is a string');
  }
}

/** Cognito's name of an exception is `awsName` here: `error.code` is a code of ours. */
export function convertErrorNames(edit: Edit): void {
  const { j, root } = edit;
  const rename = (node: Node): boolean => {
    const member = memberOf(node, j);
    if (!member || !['code', 'name', '__type'].includes(member.name)) return false;
    (node as unknown as { property: Node }).property = j.identifier('awsName');
    edit.converted += 1;
    return true;
  };
  const isException = (node: Node | null | undefined): boolean =>
    j.StringLiteral.check(node) && /^[A-Z]\w+Exception$/.test(node.value);
  for (const { node } of root.find(j.BinaryExpression).paths())
    if (isException(node.right)) rename(node.left);
    else if (isException(node.left)) rename(node.right);
  for (const { node } of root.find(j.SwitchStatement).paths())
    if (node.cases.some(({ test }) => isException(test))) {
      const others = node.cases.filter(({ test }) => test && !isException(test));
      if (others.length === 0) rename(node.discriminant);
    }
}
