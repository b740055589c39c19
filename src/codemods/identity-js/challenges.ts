import { type Edit, type Expression, memberOf, type Node, type Statement } from '../source/edit.js';
import { arrow, hasOwnThis, type Inline, inlineOf, paramName } from '../source/functions.js';
import { usesIn } from '../source/references.js';
import { Refusal } from '../source/refusal.js';
import type { Call, Callbacks } from './call.js';

/** How a callback of a challenge is written here. */
interface Challenge {
  readonly handler?: string;
  readonly code: string;
  /** The call that answers it. */
  readonly answeredBy?: string;
  /** The callback's arguments, from `prompt` in a handler and from `error` after a refusal. */
  readonly params: readonly { readonly prompt: string; readonly error: string }[];
}

const named = [
  { prompt: 'prompt.challenge.name', error: '$error.challenge.name' },
  { prompt: 'prompt.challenge.parameters', error: '$error.challenge.parameters' },
];

const CHALLENGES: Readonly<Record<string, Challenge>> = {
  newPasswordRequired: {
    handler: 'onNewPasswordRequired',
    code: 'NEW_PASSWORD_REQUIRED',
    answeredBy: 'completeNewPasswordChallenge',
    params: [
      {
        prompt: '{ ...prompt.userAttributes }',
        error: 'JSON.parse($error.challenge.parameters.userAttributes)',
      },
      {
        prompt: '[...prompt.requiredAttributes]',
        error:
          "JSON.parse($error.challenge.parameters.requiredAttributes ?? '[]').map(name => name.replace('userAttributes.', ''))",
      },
    ],
  },
  mfaRequired: { handler: 'onSmsMfa', code: 'SMS_MFA_REQUIRED', answeredBy: 'sendMFACode', params: named },
  totpRequired: {
    handler: 'onSoftwareTokenMfa',
    code: 'SOFTWARE_TOKEN_MFA_REQUIRED',
    answeredBy: 'sendMFACode',
    params: named,
  },
  selectMFAType: {
    handler: 'onSelectMfaType',
    code: 'SELECT_MFA_TYPE_REQUIRED',
    answeredBy: 'sendMFASelectionAnswer',
    params: named,
  },
  customChallenge: {
    handler: 'onCustomChallenge',
    code: 'CUSTOM_CHALLENGE_REQUIRED',
    answeredBy: 'sendCustomChallengeAnswer',
    params: named.slice(1),
  },
  mfaSetup: { code: 'MFA_SETUP_REQUIRED', params: named },
};

export const isChallenge = (name: string): boolean => Object.hasOwn(CHALLENGES, name);

/** The handlers among the options, and what is done after a refusal that names a challenge. */
export interface Converted {
  readonly handlers: readonly { readonly name: string; readonly handler: Expression }[];
  readonly refusals: readonly {
    readonly code: string;
    readonly body: (error: string) => Statement[];
    readonly source: Inline;
  }[];
}

/** Where a callback ends by answering with the same callbacks it becomes a handler; otherwise it follows a refusal. */
export function challengesIn(callbacks: Callbacks, call: Call): Converted {
  const { edit } = call;
  const handlers: { name: string; handler: Expression }[] = [];
  const refusals: { code: string; body: (error: string) => Statement[]; source: Inline }[] = [];
  for (const name of callbacks.names.filter(isChallenge)) {
    const challenge = CHALLENGES[name] as Challenge;
    const source =
      inlineOf(callbacks.get(name), edit) ?? calling(callbacks.get(name) as Node, challenge, edit);
    const answer = answerIn(source, challenge, callbacks, edit);
    if (answer && challenge.handler) {
      handlers.push({ name: challenge.handler, handler: handlerOf(source, answer, challenge, edit) });
      continue;
    }
    if (hasOwnThis(source, edit) || namesItself(source, callbacks, edit))
      throw new Refusal(
        `${name} becomes ${challenge.handler ?? 'onMfaSetup'} among the options, which returns the answer`,
      );
    const body = (error: string) => [...paramLines(source, challenge, error, edit), ...source.body];
    refusals.push({ code: challenge.code, body, source });
  }
  return { handlers, refusals };
}

/** A function that only names another. */
function calling(callback: Node, { params }: Challenge, edit: Edit): Inline {
  const { j } = edit;
  const names = params.map((_, index) => j.identifier(['first', 'second'][index] as string));
  const called = j.callExpression(callback as Expression, names);
  return {
    node: j.arrowFunctionExpression(names, called),
    params: names,
    body: [j.expressionStatement(called)],
    isAsync: false,
  };
}

const namesItself = ({ node }: Inline, { variable }: Callbacks, edit: Edit): boolean =>
  variable !== undefined && usesIn(node, variable, edit).length > 0;

/** What the callback answers with, where that is the last it does. */
function answerIn(
  source: Inline,
  { answeredBy }: Challenge,
  { variable }: Callbacks,
  edit: Edit,
): Expression | undefined {
  const { j } = edit;
  const last = source.body.at(-1);
  const call = j.ExpressionStatement.check(last)
    ? last.expression
    : j.ReturnStatement.check(last) && last.argument;
  if (!j.CallExpression.check(call) || memberOf(call.callee, j)?.name !== answeredBy) return undefined;
  const args = call.arguments as Expression[];
  const isNewPassword = answeredBy === 'completeNewPasswordChallenge';
  const again = args[isNewPassword ? 2 : 1];
  const isSame = j.ThisExpression.check(again) || (j.Identifier.check(again) && again.name === variable);
  const most = answeredBy === 'sendMFACode' || isNewPassword ? 3 : 2;
  if (!isSame || args.length > most || !args[0] || namesCallbacks(source, variable, edit)) return undefined;
  if (!isNewPassword || isEmpty(args[1], edit)) return args[0];
  return edit.expression('{ newPassword: $password, attributes: $attributes }', {
    password: args[0],
    attributes: args[1],
  });
}

/** Whether what comes before the answer needs the object of callbacks. */
function namesCallbacks({ body }: Inline, variable: string | undefined, edit: Edit): boolean {
  const { j } = edit;
  const before = j.blockStatement(body.slice(0, -1));
  if (j(before).find(j.ThisExpression).length > 0) return true;
  return variable !== undefined && usesIn(before, variable, edit).length > 0;
}

export const isEmpty = (node: Node | undefined, { j }: Edit): boolean =>
  !node ||
  j.NullLiteral.check(node) ||
  (j.Identifier.check(node) && node.name === 'undefined') ||
  (j.ObjectExpression.check(node) && node.properties.length === 0);

function handlerOf(source: Inline, answer: Expression, challenge: Challenge, edit: Edit): Expression {
  const { j } = edit;
  const lines = paramLines(source, challenge, undefined, edit);
  const rest = source.body.slice(0, -1);
  const params = lines.length > 0 ? [j.identifier('prompt')] : [];
  if (lines.length + rest.length === 0) {
    const made = j.arrowFunctionExpression(params, answer);
    made.async = source.isAsync;
    return made;
  }
  return arrow(params, [...lines, ...rest, j.returnStatement(answer)], source.isAsync, edit);
}

/** Declares the callback's parameters that it reads. */
function paramLines(
  { node, params, body }: Inline,
  challenge: Challenge,
  error: string | undefined,
  edit: Edit,
): Statement[] {
  const block = edit.j.blockStatement([...body]);
  return params.flatMap((param, index) => {
    const from = challenge.params[index];
    const name = paramName(param, edit);
    if (!from || (name && usesIn(node, name, edit).filter(use => use.node !== param).length === 0)) return [];
    if (name && usesIn(block, name, edit).length === 0) return [];
    const value = error ? from.error.replace('$error', error) : from.prompt;
    const pattern = name ?? edit.text(param);
    return [edit.statement(`const ${pattern} = ${value};`)];
  });
}
